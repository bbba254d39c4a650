import { stat } from 'node:fs/promises'
import type { z } from 'zod'
import { MigrationError } from '../../outcome/migration-error.js'
import { cutPrivate } from '../../outcome/open-private.js'
import { goOver } from '../go-over.js'
import { refuseNewerFormat } from '../refuse/refuse-newer-format.js'
import { verifyLine } from './entry-line.js'
import { readLines } from './read-lines.js'

/**
 * Goes over the lines of a file that is only ever appended to, and cuts a torn last line: each is forced to disk before
 * what it speaks of, so what is torn has never happened. Without the file there is nothing to take.
 *
 * @param take the text of a line and its number, from 1
 */
export const readLedger = async (path: string, take: (text: string, line: number) => void): Promise<void> => {
  const size = await stat(path).then(
    (info) => info.size,
    () => undefined,
  )
  if (size === undefined) return
  let line = 0
  const tornBytes = await goOver(readLines(path), (lines) => {
    for (const text of lines) {
      line += 1
      take(text, line)
    }
  })
  if (tornBytes > 0) await cutPrivate(path, size - tornBytes)
}

/** A kind of ledger whose lines are those of the checkpoint, without a chain. */
export interface LedgerKind<Entry> {
  schema: z.ZodType<Entry>
  /** The newest format that is known; the first line says which one it is. */
  format: number
  /** What to do with a damaged one. */
  advice: string
}

/**
 * The entry of a line.
 *
 * @throws MigrationError `checkpoint_damaged`, `checkpoint_newer`
 */
export const parseLedgerLine = <Entry>(
  { schema, format, advice }: LedgerKind<Entry>,
  path: string,
  text: string,
  line: number,
): Entry => {
  if (line === 1) refuseNewerFormat(parseJson(text), path, format)
  const json = verifyLine(text)
  const { data, error } = schema.safeParse(json === undefined ? undefined : parseJson(json))
  if (data !== undefined) return data
  const reason =
    json === undefined
      ? 'the line and its checksum do not agree'
      : (error?.issues[0]?.message ?? 'not an entry')
  throw new MigrationError(
    'checkpoint',
    'checkpoint_damaged',
    `${path}:${line} is damaged (${reason}). ${advice}`,
  )
}

/** Undefined for what is no JSON. */
const parseJson = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
