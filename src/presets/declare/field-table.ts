import { traceUnread } from '../spelling/trace-names.js'
import type { JsonObject, JsonValue } from '../../source/source-record.js'
import type { PresetContext } from '../preset.js'
import type { UserRecord } from '../user-record.js'
import { isFilledCell } from '../vocabulary/cells/pick-cell.js'
import { readObject } from '../vocabulary/cells/read-json-cell.js'
import { setPath } from '../vocabulary/cells/set-path.js'
import { placeField } from './place-field.js'
import type { FieldReader, PresetTable } from './preset-table.js'

/** Parts the names of a field that has several: `createdAt | created_at`. */
const nameSeparator = ' | '

/** Named parts of an object: undefined under a key says that the part is named itself, with everything in it. */
type Branch = Map<string, Branch | undefined>

interface ReadyField {
  /** The name of the field, with its dots: a CSV names nested fields so. */
  column: string
  /** Keys that lead to it; undefined where the column is all there is. */
  path: readonly string[] | undefined
  read: FieldReader
  readsEmpty: boolean
}

/** The fields of a preset, ready to be read: a record is gone over once, whatever its columns. */
export class FieldTable {
  readonly #fields: readonly ReadyField[]
  readonly #columns: ReadonlySet<string>
  readonly #branches: Branch = new Map()

  constructor(fields: PresetTable['fields']) {
    const ready: ReadyField[] = []
    const columns: string[] = []
    for (const [names, place] of Object.entries(fields)) {
      for (const column of names.split(nameSeparator)) {
        const path = column.split('.')
        columns.push(column)
        if (path.length > 1) plant(this.#branches, path)
        if (place === null || place === undefined) continue
        const read = typeof place === 'string' ? placeField(place) : place
        const readsEmpty = read.readsEmpty === true
        ready.push({ column, path: path.length > 1 ? path : undefined, read, readsEmpty })
      }
    }
    this.#fields = ready
    this.#columns = new Set(columns)
  }

  /**
   * Puts every field to its place.
   *
   * @returns whatever is left and says something, in a new object of the same form; undefined when nothing is
   */
  read(record: JsonObject, user: UserRecord, context: PresetContext): JsonObject | undefined {
    traceUnread(record, this.#columns)
    let left = this.#leftoversOf(record)
    const opened = this.#branches.size > 0 ? openBranches(record, this.#branches) : record
    for (const field of this.#fields) {
      const { column, path } = field
      let value = record[column]
      if (value === undefined && path !== undefined) value = valueAt(opened, path)
      if (value === undefined || (!isTelling(value) && !field.readsEmpty)) continue
      if (!field.read(user, value, context, record)) setPath((left ??= {}), path ?? [column], value)
    }
    return left
  }

  #leftoversOf(record: JsonObject): JsonObject | undefined {
    let left: JsonObject | undefined
    for (const key in record) {
      if (this.#columns.has(key)) continue
      const value = record[key]
      if (!isTelling(value)) continue
      const branch = this.#branches.get(key)
      const kept = branch === undefined ? value : leftoversAt(value, branch)
      if (kept !== undefined) setPath((left ??= {}), [key], kept)
    }
    return left
  }
}

const plant = (root: Branch, path: readonly string[]): void => {
  let at = root
  for (const [depth, key] of path.entries()) {
    const branch: Branch | undefined = at.get(key) ?? (depth < path.length - 1 ? new Map() : undefined)
    at.set(key, branch)
    if (branch === undefined) return
    at = branch
  }
}

/** The objects that fields are named in, each opened once: they may be JSON in a cell. */
const openBranches = (record: JsonObject, branches: Branch): JsonObject => {
  const opened: JsonObject = {}
  for (const [key, branch] of branches) {
    const object = branch === undefined ? undefined : readObject(record[key])
    if (object !== undefined) opened[key] = object
  }
  return opened
}

const valueAt = (opened: JsonObject, path: readonly string[]): JsonValue | undefined => {
  let at: JsonValue | undefined = opened
  for (const key of path) {
    const object = readObject(at)
    if (object === undefined || !Object.hasOwn(object, key)) return undefined
    at = object[key]
  }
  return at
}

const leftoversAt = (value: JsonValue, branch: Branch): JsonValue | undefined => {
  const object = readObject(value)
  if (object === undefined) return value
  let left: JsonObject | undefined
  for (const key of Object.keys(object)) {
    const part = object[key]
    if (!isTelling(part)) continue
    const inner = branch.get(key)
    if (inner === undefined && branch.has(key)) continue
    const kept = inner === undefined ? part : leftoversAt(part, inner)
    if (kept !== undefined) setPath((left ??= {}), [key], kept)
  }
  return left
}

/** Whether a field says anything: no `NULL`, no empty text, list or object. */
export const isTelling = (value: JsonValue | undefined): value is JsonValue => {
  if (typeof value !== 'object' || value === null)
    return isFilledCell(value) && value !== '{}' && value !== '[]'
  if (Array.isArray(value)) return value.length > 0
  for (const _ in value) return true
  return false
}
