import type { Problem } from '../outcome/problem.js'

/** Any value that JSON can hold. */
export type JsonValue = string | number | boolean | null | JsonValue[] | { [key: string]: JsonValue }
export type JsonObject = { [key: string]: JsonValue }

/**
 * One record of the input as it stands there, good or bad. Every record has an ordinal, whatever its state,
 * so that ordinals stay the same when the same input is read again.
 */
export interface SourceRecord {
  /** Position in the whole input, from 1, counted over all files in order. */
  ordinal: number
  /** Path as given on the command line; `-` for standard input. */
  file: string
  /** Physical line on which the record begins, from 1. */
  line: number
  /** The parsed record; undefined when it could not be read. CSV values are strings. */
  record: JsonObject | undefined
  /** Why `record` is undefined. */
  problem: Problem | undefined
  /** Text of an unreadable record, cut at 4 KiB, so that it can be mended; undefined otherwise. */
  raw: string | undefined
}
