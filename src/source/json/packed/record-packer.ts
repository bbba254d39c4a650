import type { JsonObject, SourceRecord } from '../../source-record.js'
import { isJsonObject } from '../judge-json.js'
import { parseJson } from '../values/parse-json.js'
import type { OtherRecord, PackedRecords } from './packed-records.js'
import { readShape } from './record-shape.js'
import { ShapeTree } from './shape-tree.js'

/** Stands for a record that was packed. */
const packed: JsonObject = {}

/** Takes the texts of records that a reader has found, for another thread to make the records of them. */
export class RecordPacker {
  readonly #shapes = new ShapeTree()
  /** Values of a record of each shape. */
  readonly #valueCounts: number[] = [0]
  #text = ''
  #ends: number[] = []
  #shapesOf: number[] = []
  #places: number[] = []
  #placeCount = 0
  #examples: string[] = []

  /**
   * @param text holds the record from `start` to `end`
   * @param onLongNumber called when it holds a number that a double cannot
   * @returns what stands for the record; undefined when it is no JSON object
   */
  take(text: string, start: number, end: number, onLongNumber: () => void): JsonObject | undefined {
    const base = this.#text.length
    let shape = this.#shapes.match(text, start, end, base, this.#places, this.#placeCount)
    const own = text.slice(start, end)
    if (shape === 0) {
      if (!isJsonObject(parseJson(own, onLongNumber))) return undefined
      // Its own values may be none that can be taken as they stand.
      if (this.#learn(own))
        shape = this.#shapes.match(own, 0, own.length, base, this.#places, this.#placeCount)
    }
    this.#placeCount += 2 * this.#valueCounts[shape]!
    this.#text += own
    this.#ends.push(base + own.length)
    this.#shapesOf.push(shape)
    return packed
  }

  /** @returns whether it has a shape that was not known */
  #learn(text: string): boolean {
    const shape = readShape(text)
    const number = shape === undefined ? 0 : this.#shapes.add(shape)
    if (shape === undefined || number === 0) return false
    this.#valueCounts[number] = shape.pieces.length - 1
    this.#examples.push(text)
    return true
  }

  /** @param batch what the reader has made since the last call */
  pack(batch: readonly SourceRecord[]): PackedRecords {
    const others: OtherRecord[] = []
    const lines = new Uint32Array(this.#ends.length)
    let count = 0
    for (const { record, line, problem, raw } of batch) {
      if (record === packed) lines[count++] = line
      else others.push({ before: count, line, record, problem, raw })
    }
    const records: PackedRecords = {
      kind: 'records',
      text: this.#text,
      ends: Uint32Array.from(this.#ends),
      shapes: Uint8Array.from(this.#shapesOf),
      places: Uint32Array.from(this.#places.slice(0, this.#placeCount)),
      lines,
      others,
      examples: this.#examples,
    }
    this.#text = ''
    this.#ends = []
    this.#shapesOf = []
    this.#placeCount = 0
    this.#examples = []
    return records
  }
}
