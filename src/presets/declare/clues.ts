import type { JsonObject, JsonValue } from '../../source/source-record.js'
import type { Clue } from '../vocabulary/recognise-by-clues.js'
import { readText } from '../vocabulary/cells/read-text.js'

/** Marks a clue as one that only this system shows: one record is enough, and common names count for nothing against it. */
export const own = (clue: Clue): Clue => ({ ...clue, isOwn: true })

/** All of the fields are there. */
export const hasFields = (weight: number, ...names: readonly string[]): Clue => ({
  evidence: names.length === 1 ? `a field ${names[0]}` : `the fields ${names.join(', ')}`,
  weight,
  holds: (record) => names.every((name) => Object.hasOwn(record, name)),
})

/** At least one of the fields is there: those that depend on options or version. */
export const hasAnyField = (weight: number, ...names: readonly string[]): Clue => ({
  evidence: `one of the fields ${names.join(', ')}`,
  weight,
  holds: (record) => names.some((name) => Object.hasOwn(record, name)),
})

/** A field whose text has the form that only this system gives it. */
export const fieldLooksLike = (weight: number, name: string, form: string, pattern: RegExp): Clue => ({
  evidence: `${name} has the form ${form}`,
  weight,
  holds: (record) => pattern.test(readText(ownField(record, name)) ?? ''),
})

const ownField = (record: JsonObject, name: string): JsonValue | undefined =>
  Object.hasOwn(record, name) ? record[name] : undefined
