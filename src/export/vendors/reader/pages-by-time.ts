import { z } from 'zod'
import { MigrationError } from '../../../outcome/migration-error.js'
import type { JsonObject, JsonValue } from '../../../source/source-record.js'
import type { ExportPart, ExportStep } from '../../export-source.js'
import { idOf } from './id-of.js'
import { isLastPage } from './is-last-page.js'

type Time = string | number

/** A list that can be asked for by time, oldest first. */
export interface TimeList {
  name: string
  /** File that the rows go to. */
  file: string
  idField: string
  /** ISO 8601 text, or milliseconds. */
  timeField: string
  /** Rows of a full page. */
  size: number
  /** Pages that the vendor gives of one question. */
  mostPages: number
  /**
   * Rows of that time and later, or all. Earlier ones do no harm.
   *
   * @param page from 0
   */
  fetch(from: Time | undefined, page: number): Promise<JsonObject[]>
}

const cursorSchema = z.strictObject({
  /** Time of the last row that is through. */
  at: z.union([z.string(), z.number()]).nullable(),
  /** Ids of the rows of that very time that are through. */
  seen: z.array(z.string()),
  /** More than 0 while more rows than a page have one time. */
  page: z.int().nonnegative(),
})

/**
 * Reads a list of any length where the vendor gives only the first thousand of a question: each question begins at the
 * time of the last row. Whoever is created meanwhile comes last, and whoever is deleted moves nobody to another page.
 * Rows of one time are told apart by their ids.
 */
export const pagesByTime = (list: TimeList): ExportPart => ({
  name: list.name,
  files: [list.file],
  read: async function* (from, signal): AsyncGenerator<ExportStep> {
    let { at, seen, page } = cursorSchema.safeParse(from).data ?? { at: null, seen: [], page: 0 }
    for (;;) {
      signal.throwIfAborted()
      const found = await list.fetch(at ?? undefined, page)
      const times = readTimes(found, list)
      const known = new Set(seen)
      const from = at
      const rows = found.filter(
        (row, index) => !(from !== null && times[index]! < from) && !known.has(idOf(row, list.idField)),
      )
      // A page of earlier rows alone leads nowhere back.
      const last = latest(at, times.at(-1))
      const isAhead = last !== at
      const atLast = rows.filter((row) => timeOf(row, list.timeField) === last)
      seen = [...(isAhead ? [] : seen), ...atLast.map((row) => idOf(row, list.idField))]
      page = isAhead ? 0 : page + 1
      at = last
      yield { rows: { [list.file]: rows }, cursor: { at, seen, page } }
      if (isLastPage(found.length, list.size)) return
      if (page >= list.mostPages) throw tooManyAlike(list, at)
    }
  },
})

const latest = (at: Time | null, last: Time | undefined): Time | null =>
  last !== undefined && (at === null || last > at) ? last : at

const timeOf = (row: JsonObject, field: string): Time | undefined => {
  const value: JsonValue | undefined = row[field]
  return typeof value === 'string' || typeof value === 'number' ? value : undefined
}

/** Where the vendor does not sort as it was asked to, people would be passed over. */
const readTimes = (rows: readonly JsonObject[], { name, timeField }: TimeList): Time[] => {
  const times = rows.map((row) => timeOf(row, timeField))
  for (const [index, time] of times.entries()) {
    const before = times[index - 1]
    if (time !== undefined && (before === undefined || before <= time)) continue
    throw new MigrationError(
      'target',
      'source_unexpected',
      `${name}: expected rows in the order of ${timeField}, got ${time === undefined ? 'one without it' : 'another order'}; nothing of this page was written`,
    )
  }
  return times as Time[]
}

const tooManyAlike = ({ name, timeField, size, mostPages }: TimeList, at: Time | null): MigrationError =>
  new MigrationError(
    'target',
    'source_unexpected',
    `${name}: expected at most ${size * mostPages} rows with one ${timeField}, got more at ${String(at)}: the search cannot tell them apart; docs/export.md names other ways`,
  )
