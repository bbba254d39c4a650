import type { RecordCounter } from '../../input/record-counter.js'
import type { JsonObject, JsonValue, SourceRecord } from '../../source-record.js'
import { parseJson } from '../values/parse-json.js'
import type { PackedRecords } from './packed-records.js'
import { readShape, type RecordShape } from './record-shape.js'
import { escaped } from './skip-value.js'

/** So few records at a time that they are worked on, and gone, before the young generation is collected. */
const recordsPerStep = 64

type ShapeBuilder = (values: readonly JsonValue[]) => JsonObject

interface KnownShape {
  values: JsonValue[]
  /** Undefined where the text has to be parsed. */
  build: ShapeBuilder | undefined
}

/** Makes records of what a packer has packed; one for each packer. */
export class RecordUnpacker {
  readonly #shapes: KnownShape[] = [{ values: [], build: undefined }]
  #hasBegun = false;

  /** The records, with the ordinals of this thread's counter; a few at a time, as they are wanted. */
  *unpack(packed: PackedRecords, counter: RecordCounter): Generator<SourceRecord[]> {
    for (const example of packed.examples) this.#shapes.push(createKnownShape(readShape(example)))
    const { ends, shapes, places, lines, others, text } = packed
    // The first batch stays whole: it is looked at as a sample.
    const perStep = this.#hasBegun ? recordsPerStep : Number.POSITIVE_INFINITY
    this.#hasBegun = true
    let records: SourceRecord[] = []
    let nextOther = 0
    let start = 0
    let place = 0
    for (let index = 0; index <= ends.length; index += 1) {
      for (let one = others[nextOther]; one?.before === index; one = others[++nextOther]) {
        const { record, line, problem, raw } = one
        // Its text is cut already.
        if (problem === undefined) records.push(counter.good(line, record ?? {}))
        else records.push({ ...counter.bad(line, problem, ''), raw })
      }
      if (index === ends.length) break
      const end = ends[index]!
      const { values, build } = this.#shapes[shapes[index]!]!
      for (let at = 0; at < values.length; at += 1, place += 2) {
        values[at] = readValue(text, places[place]!, places[place + 1]!)
      }
      const record = build === undefined ? parseJson(text.slice(start, end)) : build(values)
      records.push(counter.good(lines[index]!, record as JsonObject))
      start = end
      if (records.length < perStep) continue
      yield records
      records = []
    }
    if (records.length > 0) yield records
  }
}

const readValue = (text: string, start: number, end: number): JsonValue => {
  if (text.charCodeAt(start - 1) === 0x22) {
    return end < escaped
      ? text.slice(start, end)
      : (parseJson(text.slice(start - 1, end - escaped + 1)) ?? null)
  }
  const first = text.charCodeAt(start)
  if (first === 0x74) return true
  if (first === 0x66) return false
  return first === 0x6e ? null : Number(text.slice(start, end))
}

/** Compiled into one literal, as rows of a table are: records of a shape share their hidden classes. */
const createKnownShape = (shape: RecordShape | undefined): KnownShape => {
  const values = Array.from<JsonValue>({ length: (shape?.pieces.length ?? 1) - 1 }).fill('')
  try {
    // Keys are JSON strings in it; the values are arguments, never code.
    // oxlint-disable-next-line typescript/no-implied-eval
    const compiled: unknown = new Function('values', `return ${shape?.expression}`)
    if (isShapeBuilder(compiled)) return { values, build: compiled }
  } catch {
    // Node may run with code generation from strings disallowed.
  }
  return { values, build: undefined }
}

const isShapeBuilder = (value: unknown): value is ShapeBuilder => typeof value === 'function'
