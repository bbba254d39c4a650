import type { JsonObject } from '../../source/source-record.js'

/** A test for a clue: whether a record has a field with one of the names, whatever it holds. */
export const hasAnyName =
  (...names: readonly string[]): ((record: JsonObject) => boolean) =>
  (record) =>
    names.some((name) => Object.hasOwn(record, name))

/** A test for a clue: whether a record has fields with all of the names, whatever they hold. */
export const hasAllNames =
  (...names: readonly string[]): ((record: JsonObject) => boolean) =>
  (record) =>
    names.every((name) => Object.hasOwn(record, name))
