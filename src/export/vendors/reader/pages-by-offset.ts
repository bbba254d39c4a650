import { z } from 'zod'
import { MigrationError } from '../../../outcome/migration-error.js'
import type { JsonObject } from '../../../source/source-record.js'
import type { ExportPart, ExportStep } from '../../export-source.js'
import { idOf } from './id-of.js'

/** A list that is asked for by how many rows to pass over. */
export interface OffsetList {
  name: string
  /** File that the rows go to. */
  file: string
  idField: string
  /** Rows of a full page. */
  size: number
  fetch(offset: number, size: number): Promise<JsonObject[]>
  /** What becomes of the rows that are new: one of them each, in order. */
  shape?(rows: JsonObject[]): Promise<JsonObject[]>
  /** Whether a row is behind the last one that is wanted. */
  isBehind?(row: JsonObject): boolean
}

const cursorSchema = z.strictObject({
  offset: z.int().nonnegative(),
  /** Ids of the last rows that are through, in order. */
  tail: z.array(z.string()),
})

/** Rows that each page repeats of the one before. */
const overlap = 20

/**
 * Reads page by page where the list may move meanwhile: a row that is added or deleted before the place that was
 * reached moves all that follow. Each page begins a little before that place, and what comes after the last row known
 * is new. Where no row is known the list has moved further, and is gone back through.
 */
export const pagesByOffset = (list: OffsetList): ExportPart => ({
  name: list.name,
  files: [list.file],
  read: async function* (from, signal): AsyncGenerator<ExportStep> {
    let { offset, tail } = cursorSchema.safeParse(from).data ?? { offset: 0, tail: [] }
    for (;;) {
      signal.throwIfAborted()
      const { start, found, known } = await findPlace(list, offset, tail)
      const fresh = found.slice(known + 1)
      const end = fresh.findIndex((row) => list.isBehind?.(row) === true)
      const rows = end === -1 ? fresh : fresh.slice(0, end)
      offset = start + found.length
      tail = [...tail, ...fresh.map((row) => idOf(row, list.idField))].slice(-2 * overlap)
      yield {
        rows: { [list.file]: (await list.shape?.(rows)) ?? rows },
        cursor: { offset, tail },
      }
      if (found.length < list.size || end !== -1) return
    }
  },
})

const findPlace = async (
  list: OffsetList,
  offset: number,
  tail: readonly string[],
): Promise<{ start: number; found: JsonObject[]; known: number }> => {
  const ids = new Set(tail)
  for (let start = Math.max(0, offset - overlap); ; start = Math.max(0, start - list.size + overlap)) {
    const found = await list.fetch(start, list.size)
    const known = found.findLastIndex((row) => ids.has(idOf(row, list.idField)))
    if (known !== -1 || tail.length === 0) return { start, found, known }
    if (start > 0) continue
    // Of a short list all that was read is known, and gone; an empty one is at its end.
    if (found.length === 0 || tail.length < 2 * overlap) return { start, found, known }
    throw moved(list.name)
  }
}

const moved = (name: string): MigrationError =>
  new MigrationError(
    'target',
    'source_unexpected',
    `${name}: expected one of the last ${2 * overlap} rows to be there still, got none of them; begin again with --fresh`,
  )
