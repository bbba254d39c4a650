import type { Problem } from '../../../outcome/problem.js'
import type { JsonObject } from '../../source-record.js'

/**
 * A batch of records in the form that is cheapest to hand from thread to thread: their text, and the places of the
 * values in it, where objects would be copied member by member.
 */
export interface PackedRecords {
  kind: 'records'
  /** The packed records, one behind the other. */
  text: string
  /** Behind each of them. */
  ends: Uint32Array<ArrayBuffer>
  /** Number of the shape of each, from 1; 0 for one whose text is to be parsed. */
  shapes: Uint8Array<ArrayBuffer>
  /** Where the values of those with a shape begin and end, one behind the other. */
  places: Uint32Array<ArrayBuffer>
  /** Physical line of each, from 1. */
  lines: Uint32Array<ArrayBuffer>
  /** What is not packed, and before how many packed ones each stands. */
  others: OtherRecord[]
  /** A record of each shape that is new since the batch before, in the order of their numbers. */
  examples: string[]
}

/** A record that was read in a way of its own, or could not be read. */
export interface OtherRecord {
  before: number
  line: number
  record: JsonObject | undefined
  problem: Problem | undefined
  raw: string | undefined
}
