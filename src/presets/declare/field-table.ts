import { isAskedByName, traceUnread } from '../spelling/trace-names.js'
import type { JsonObject, JsonValue } from '../../source/source-record.js'
import type { PresetContext } from '../preset.js'
import type { UserRecord } from '../user-record.js'
import { readObject } from '../vocabulary/cells/read-json-cell.js'
import { setKey, setPath } from '../vocabulary/cells/set-path.js'
import { isTelling } from './is-telling.js'
import { KeyMeanings } from './key-meanings.js'
import { placeField } from './place-field.js'
import type { FieldReader, PresetTable } from './preset-table.js'

/** Parts the names of a field that has several: `createdAt | created_at`. */
const nameSeparator = ' | '

interface ReadyField {
  path: readonly string[]
  read: FieldReader
  readsEmpty: boolean
}

/** The fields of a preset, ready to be read: a record is gone over once, key by key, whatever the table names. */
export class FieldTable {
  readonly #fields: ReadyField[] = []
  readonly #meanings = new KeyMeanings()
  /** Of the record at hand, by slot; all undefined between records. */
  readonly #values: (JsonValue | undefined)[]
  #isReading = false

  constructor(fields: PresetTable['fields']) {
    for (const [names, place] of Object.entries(fields)) {
      for (const column of names.split(nameSeparator)) this.#add(column, place ?? null)
    }
    this.#values = this.#fields.map(() => undefined)
  }

  #add(column: string, place: PresetTable['fields'][string]): void {
    const path = column.split('.')
    let slot: number | undefined
    if (place !== null) {
      const read = typeof place === 'string' ? placeField(place) : place
      slot = this.#fields.push({ path, read, readsEmpty: read.readsEmpty === true }) - 1
    }
    let at = this.#meanings
    for (const key of path.slice(0, -1)) {
      at = at.name(key).inner ??= new KeyMeanings()
    }
    // A CSV names nested fields by their whole path.
    for (const meaning of [at.name(path.at(-1)!), this.#meanings.name(column)]) {
      meaning.slot ??= slot
      meaning.isWhole = true
    }
  }

  /**
   * Puts every field to its place.
   *
   * @returns whatever is left and says something, in a new object of the same form; undefined when nothing is
   */
  read(record: JsonObject, user: UserRecord, context: PresetContext): JsonObject | undefined {
    const values = this.#values
    // Only a reader that threw has left anything behind.
    if (this.#isReading) values.fill(undefined)
    this.#isReading = true
    let left = this.#sort(record, this.#meanings)
    if (isAskedByName(record)) this.#ask(record, this.#meanings)
    let hasEmpty = false
    for (let slot = 0; slot < this.#fields.length; slot++) {
      const value = values[slot]
      if (value === undefined) continue
      const { path, read, readsEmpty } = this.#fields[slot]!
      if (!isTelling(value)) {
        if (readsEmpty) hasEmpty = true
        else values[slot] = undefined
        continue
      }
      values[slot] = undefined
      if (!read(user, value, context, record)) setPath((left ??= {}), path, value)
    }
    // What is empty says something only where no other field does.
    if (hasEmpty) this.#readEmpty(record, user, context)
    this.#isReading = false
    return left
  }

  #readEmpty(record: JsonObject, user: UserRecord, context: PresetContext): void {
    for (const [slot, { read }] of this.#fields.entries()) {
      const value = this.#values[slot]
      if (value === undefined) continue
      this.#values[slot] = undefined
      read(user, value, context, record)
    }
  }

  /** Takes what has a place, and gives back the rest. */
  #sort(object: JsonObject, meanings: KeyMeanings, isNested = false): JsonObject | undefined {
    let left: JsonObject | undefined
    let place = 0
    for (const key in object) {
      const value = object[key]
      const meaning = meanings.find(key, place++)
      if (meaning === undefined) {
        if (isTelling(value)) setKey((left ??= {}), key, value)
        continue
      }
      const { slot, inner, isWhole } = meaning
      // A column with the whole path goes before the object.
      if (slot !== undefined && !(isNested && this.#values[slot] !== undefined)) this.#values[slot] = value
      const opened = inner === undefined ? undefined : readObject(value)
      const kept = inner === undefined || opened === undefined ? value : this.#sort(opened, inner, true)
      if (!isWhole && isTelling(kept)) setKey((left ??= {}), key, kept)
    }
    return left
  }

  /** A record in any spelling has its fields under names that it does not list. */
  #ask(object: JsonObject, meanings: KeyMeanings): void {
    traceUnread(object, meanings.byKey.keys())
    for (const [key, { slot, inner }] of meanings.byKey) {
      const value = object[key]
      if (value === undefined) continue
      if (slot !== undefined) this.#values[slot] ??= value
      const opened = inner === undefined ? undefined : readObject(value)
      if (inner !== undefined && opened !== undefined) this.#ask(opened, inner)
    }
  }
}
