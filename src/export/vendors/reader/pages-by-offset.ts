import type { JsonObject } from '../../../source/source-record.js'
import type { ExportPart, ExportStep } from '../../export-source.js'
import { readByPosition } from './read-by-position.js'

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

/** Reads such a list as a part of an export, page by page, where it may move meanwhile. */
export const pagesByOffset = ({ name, file, ...list }: OffsetList): ExportPart => {
  const readOn = readByPosition({ read: list.fetch, idField: list.idField, limit: list.size })
  return {
    name,
    files: [file],
    read: async function* (from, signal): AsyncGenerator<ExportStep> {
      for (let cursor = from; ;) {
        signal.throwIfAborted()
        const { rows: fresh, place, next } = await readOn(cursor)
        const end = fresh.findIndex((row) => list.isBehind?.(row) === true)
        const rows = end === -1 ? fresh : fresh.slice(0, end)
        yield { rows: { [file]: (await list.shape?.(rows)) ?? rows }, cursor: place }
        if (next === undefined || end !== -1) return
        cursor = next
      }
    },
  }
}
