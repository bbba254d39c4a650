import { z } from 'zod'
import { MigrationError } from '../../../outcome/migration-error.js'
import type { JsonObject, JsonValue } from '../../../source/source-record.js'
import { idOf } from './id-of.js'
import { isLastPage } from './is-last-page.js'

export interface PositionOptions {
  /** Rows from a place in the list, at most so many; fewer only at its end. */
  read(start: number, limit: number): Promise<readonly JsonObject[]>
  idField: string
  limit: number
  /** The vendor numbers pages, so that each begins at a multiple of its length. */
  isNumbered?: boolean
}

const cursorSchema = z.strictObject({
  /** Where the first row stood that is not read yet. */
  offset: z.int().nonnegative(),
  /** Ids of the rows that were read last: one of them has to be there still. */
  tail: z.array(z.string()),
  /** Full pages in a row that brought nothing new. */
  idle: z.int().nonnegative().default(0),
})

type Position = z.infer<typeof cursorSchema>

interface PageByPosition {
  /** Those that are new. */
  rows: JsonObject[]
  /** Behind them. */
  place: JsonValue
  /** The same, while more may follow. */
  next: JsonValue | undefined
}

/** A list that has grown by so many pages in front of the place, or a vendor that does not heed where a page begins. */
const mostIdlePages = 100

const standingStill = (): MigrationError =>
  new MigrationError(
    'target',
    'source_unexpected',
    'expected a page from the place that was asked for, got the rows before it again and again; is the version one that docs/export.md names?',
  )

/** Pages to either side in which the place is looked for. */
const mostPagesAround = 100

/**
 * Pages of a list that can only be read by position. People who come and go move it, so reading goes on behind a row
 * that is known: nobody is read twice, and nobody who was there all the time is passed over.
 */
export const readByPosition =
  (options: PositionOptions) =>
  async (cursor: JsonValue | undefined): Promise<PageByPosition> => {
    const { idField, limit } = options
    const from = cursorSchema.safeParse(cursor).data ?? { offset: 0, tail: [], idle: 0 }
    const found = await findPlace(options, from)
    const known = new Set(from.tail)
    const rows = found.rows.slice(found.anchor + 1).filter((row) => !known.has(idOf(row, idField)))
    const place: Position = {
      offset: found.start + found.rows.length,
      tail: [...from.tail, ...rows.map((row) => idOf(row, idField))].slice(-2 * limit),
      idle: rows.length === 0 ? from.idle + 1 : 0,
    }
    // A short page that has nothing new is the end, however round.
    const isEnd =
      isLastPage(found.rows.length, found.length) || (rows.length === 0 && found.rows.length < found.length)
    if (!isEnd && place.idle > mostIdlePages) throw standingStill()
    return { rows, place, next: isEnd ? undefined : place }
  }

interface Found {
  start: number
  rows: readonly JsonObject[]
  /** How many rows were asked for. */
  length: number
  /** Index of the last row that is read; -1 where none of them is on the page. */
  anchor: number
}

const findPlace = async (options: PositionOptions, { offset, tail }: Position): Promise<Found> => {
  const { read, idField, limit, isNumbered = false } = options
  const known = new Set(tail)
  const look = async (wanted: number): Promise<Found> => {
    const length = isNumbered ? fitLength(wanted, limit) : limit
    const start = isNumbered ? wanted - (wanted % length) : wanted
    const rows = await read(start, length)
    return { start, rows, length, anchor: rows.findLastIndex((row) => known.has(idOf(row, idField))) }
  }
  if (tail.length === 0) return look(offset)
  // The last row is read again: it says whether anything has moved.
  const expected = await look(Math.max(0, offset - 1))
  if (expected.anchor >= 0) return expected
  let isEnd = expected.rows.length < expected.length
  for (let page = 1; page <= mostPagesAround; page += 1) {
    const back = offset - 1 - page * (limit - 1)
    if (back > -limit) {
      const found = await look(Math.max(0, back))
      if (found.anchor >= 0) return found
    }
    if (!isEnd) {
      const found = await look(offset - 1 + page * Math.ceil(limit / 2))
      isEnd = found.rows.length < found.length
      if (found.anchor >= 0) return found
    }
    if (isEnd && back <= 0) break
  }
  // Of a short list all that was read is known, and gone; an empty one is at its end.
  const first = await look(0)
  if (first.rows.length === 0 || tail.length < 2 * limit) return first
  throw new MigrationError(
    'target',
    'source_unexpected',
    'expected one of the rows that were read last to be there still, got none of them; begin again with --fresh',
  )
}

/** The length between the half and the whole of a page whose multiple is nearest below a place. */
const fitLength = (wanted: number, limit: number): number => {
  let best = limit
  for (let length = limit; length > limit / 2; length -= 1) {
    if (wanted % length < wanted % best) best = length
  }
  return best
}
