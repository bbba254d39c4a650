import { openInput } from '../../src/source/input/open-input.js'
import type { InputOptions } from '../../src/source/input/input-options.js'
import type { SourceRecord } from '../../src/source/source-record.js'

/** The bytes in chunks of one size, as a pipe may deliver them. */
export const inChunks = async function* (bytes: Buffer, chunkBytes: number): AsyncGenerator<Buffer> {
  for (let at = 0; at < bytes.length; at += chunkBytes) yield Buffer.from(bytes.subarray(at, at + chunkBytes))
}

/** Everything `openInput` makes of a text on standard input. */
export const readAll = async (
  input: Buffer | string,
  options: Partial<InputOptions> = {},
  chunkBytes = 1 << 20,
): Promise<SourceRecord[]> => {
  const stdin = inChunks(Buffer.from(input), chunkBytes)
  const records: SourceRecord[] = []
  for await (const batch of openInput(['-'], { format: 'auto', stdin, ...options })) records.push(...batch)
  return records
}

/** Line and content, or line and problem code: what a table of malformed inputs lists. */
export type Outcome = [line: number, recordOrCode: unknown]

export const outcomesOf = (records: readonly SourceRecord[]): Outcome[] =>
  records.map(({ line, record, problem }) => [line, problem?.code ?? record])
