import { traceUnread } from '../spelling/trace-names.js'
import type { JsonObject, JsonValue } from '../../source/source-record.js'
import { isFilledCell } from '../vocabulary/cells/pick-cell.js'
import { readObject } from '../vocabulary/cells/read-json-cell.js'
import { setPath } from '../vocabulary/cells/set-path.js'

type Branch = Map<string, Branch | undefined>

/** The fields that a table names, so that all the others are known without a second list. */
export class FieldTree {
  /** Undefined under a key: the field is named itself, with everything in it. */
  readonly #root: Branch = new Map()
  /** With their dots: a CSV names nested fields so. */
  readonly #paths: ReadonlySet<string>

  constructor(paths: readonly string[]) {
    this.#paths = new Set(paths)
    for (const path of paths) this.#plant(path.split('.'))
  }

  #plant(keys: readonly string[]): void {
    let at = this.#root
    for (const [depth, key] of keys.entries()) {
      const branch: Branch | undefined = at.get(key) ?? (depth < keys.length - 1 ? new Map() : undefined)
      at.set(key, branch)
      if (branch === undefined) return
      at = branch
    }
  }

  /** The value at a path, in objects, in JSON in a cell, or in a column of that name. */
  valueOf(record: JsonObject, path: readonly string[]): JsonValue | undefined {
    if (path.length === 1) return own(record, path[0]!)
    const column = own(record, path.join('.'))
    if (column !== undefined) return column
    let at: JsonValue | undefined = record
    for (const key of path) {
      const object = readObject(at)
      if (object === undefined) return undefined
      at = own(object, key)
    }
    return at
  }

  /** Whatever holds something and is not named, in a new object of the same form. */
  leftoversOf(record: JsonObject): JsonObject {
    traceUnread(record, this.#root.keys())
    return this.#leftoversIn(record, this.#root)
  }

  #leftoversIn(record: JsonObject, branch: Branch): JsonObject {
    const left: JsonObject = {}
    for (const key of Object.keys(record)) {
      const value = record[key]
      if (!isTelling(value)) continue
      if (branch === this.#root && this.#paths.has(key)) continue
      if (!branch.has(key)) {
        setPath(left, [key], value)
        continue
      }
      const inner = branch.get(key)
      if (inner === undefined) continue
      const object = readObject(value)
      const kept = object === undefined ? value : this.#leftoversIn(object, inner)
      if (isTelling(kept)) setPath(left, [key], kept)
    }
    return left
  }
}

const own = (record: JsonObject, key: string): JsonValue | undefined =>
  Object.hasOwn(record, key) ? record[key] : undefined

/** Whether a field says anything: no `NULL`, no empty text, list or object. */
export const isTelling = (value: JsonValue | undefined): value is JsonValue =>
  isFilledCell(value) &&
  value !== '{}' &&
  value !== '[]' &&
  (typeof value !== 'object' || value === null || Object.keys(value).length > 0)
