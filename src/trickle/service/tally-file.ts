import { readFile } from 'node:fs/promises'
import { openPrivate } from '../../outcome/open-private.js'

/** Counts of one day, by `result`, or by `result:reason` for errors. `confirmed`: Logto has the password now. */
export type DayCounts = Record<string, number>

/** What the service has done, by day (`2026-11-27`, UTC). */
export type Tally = Record<string, DayCounts>

/**
 * Counts for `trickle status`: each flush appends one line of what came since the last one, so a crash loses a minute
 * of counting at most, and never an earlier line. Holds no names and no ids.
 */
export class TallyFile {
  readonly #path: string
  #fresh: Tally = {}

  constructor(path: string) {
    this.#path = path
  }

  count(key: string, nowMs: number): void {
    const day = new Date(nowMs).toISOString().slice(0, 10)
    const counts = (this.#fresh[day] ??= {})
    counts[key] = (counts[key] ?? 0) + 1
  }

  async flush(): Promise<void> {
    const fresh = this.#fresh
    if (Object.keys(fresh).length === 0) return
    this.#fresh = {}
    const file = await openPrivate(this.#path, 'a')
    try {
      // A line of its own, whatever a crash has left before it.
      const { size } = await file.stat()
      await file.appendFile(`${size > 0 ? '\n' : ''}${JSON.stringify(fresh)}`)
    } finally {
      await file.close()
    }
  }
}

/** The sum of all lines; those that were cut by a crash are left out. */
export const readTally = async (path: string): Promise<Tally> => {
  const text = await readFile(path, 'utf8').catch(() => '')
  const sum: Tally = {}
  for (const line of text.split('\n')) {
    for (const [day, counts] of Object.entries(parseLine(line))) {
      const total = (sum[day] ??= {})
      for (const [key, count] of Object.entries(counts)) total[key] = (total[key] ?? 0) + count
    }
  }
  return sum
}

const parseLine = (line: string): Tally => {
  try {
    const value: unknown = JSON.parse(line)
    return isTally(value) ? value : {}
  } catch {
    return {}
  }
}

const isTally = (value: unknown): value is Tally =>
  isObject(value) &&
  Object.values(value).every(
    (counts) => isObject(counts) && Object.values(counts).every((count) => Number.isSafeInteger(count)),
  )

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
