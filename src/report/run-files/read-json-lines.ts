import { createReadStream } from 'node:fs'
import { createInterface } from 'node:readline'

/**
 * The objects of an NDJSON file that need not be there. Lines that cannot be read are passed over: a file that is
 * being written may end in half of one.
 */
export async function* readJsonLines(path: string): AsyncGenerator<Record<string, unknown>> {
  const input = createReadStream(path, { highWaterMark: 1 << 18 })
  try {
    for await (const line of createInterface({ input, crlfDelay: Infinity })) {
      const value = parseObject(line)
      if (value !== undefined) yield value
    }
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error
  } finally {
    input.destroy()
  }
}

const parseObject = (text: string): Record<string, unknown> | undefined => {
  try {
    const value: unknown = JSON.parse(text)
    return isObject(value) ? value : undefined
  } catch {
    return undefined
  }
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
