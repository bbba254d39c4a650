import { isJsonObject, jsonEncodingProblem, jsonSyntaxProblem, kindOf, tooDeep } from './judge-json.js'
import { parseJson } from './values/parse-json.js'
import { type LooseJson, parseLooseJson, skipLooseSpace } from './values/parse-loose-json.js'
import { python } from './json-problems.js'
import { recordsPerBatch } from '../input/records-per-batch.js'
import { scanJson } from './values/scan-json.js'
import type { Problem } from '../../outcome/problem.js'
import type { ByteWindow } from '../bytes/byte-window.js'
import type { DecodingState } from '../encoding/decoding-state.js'
import type { RecordCounter } from '../input/record-counter.js'
import type { RecordPacker } from './packed/record-packer.js'
import type { JsonObject, JsonValue, SourceRecord } from '../source-record.js'

const maxLineBytes = 8 * 1024 * 1024
const newline = 10

/**
 * One JSON object a line.  A line that is none is rejected by itself; blank lines count for nothing.
 *
 * @param packer takes the texts of sound lines instead of their being made records
 */
export const readNdjson = async function* (
  window: ByteWindow,
  decoding: DecodingState,
  counter: RecordCounter,
  packer?: RecordPacker,
): AsyncGenerator<SourceRecord[]> {
  while (true) {
    const end = window.buffer.lastIndexOf(newline) + 1
    if (end > 0) {
      const block = window.buffer.subarray(0, end)
      yield* readLines(block, window, decoding, counter, packer)
    } else if (window.buffer.length > maxLineBytes) {
      yield [await skipLongLine(window, counter)]
    } else if (!(await window.grow())) {
      break
    }
  }
  const last = window.buffer
  if (last.length === 0) return
  const records = recordsOfLine(last.toString(), window.line, decoding, counter, window.damage)
  window.consume(last.length, 0)
  if (records.length > 0) yield records
}

const readLines = function* (
  block: Buffer,
  window: ByteWindow,
  decoding: DecodingState,
  counter: RecordCounter,
  packer: RecordPacker | undefined,
): Generator<SourceRecord[]> {
  // One decoding for the whole block; JSON.parse copies what it keeps, so the text can go afterwards.
  const text = block.toString()
  let batch: SourceRecord[] = []
  let line = window.line
  let start = 0
  for (let end = text.indexOf('\n'); end !== -1; end = text.indexOf('\n', start)) {
    if (end === start || (end === start + 1 && text[start] === '\r')) {
      start = end + 1
      line++
      continue
    }
    const record = decoding.hasInvalidBytes ? undefined : readObject(text, start, end, line, counter, packer)
    if (record !== undefined) batch.push(counter.good(line, record))
    else for (const found of recordsOfLine(text.slice(start, end), line, decoding, counter)) batch.push(found)
    start = end + 1
    line++
    if (batch.length >= recordsPerBatch) {
      yield batch
      batch = []
    }
  }
  window.consume(block.length, line - window.line)
  if (batch.length > 0) yield batch
}

const readObject = (
  text: string,
  start: number,
  end: number,
  line: number,
  counter: RecordCounter,
  packer: RecordPacker | undefined,
): JsonObject | undefined => {
  // Blank lines and short ones never reach the exception, which costs more than a hundred good lines.
  if (end - start < 2 || end - start > maxLineBytes / 4) return undefined
  const onLongNumber = (): void => counter.note('json_big_number', line)
  if (packer !== undefined) return packer.take(text, start, end, onLongNumber)
  const value = parseJson(text.slice(start, end), onLongNumber)
  return isJsonObject(value) ? value : undefined
}

const recordsOfLine = (
  lineText: string,
  line: number,
  decoding: DecodingState,
  counter: RecordCounter,
  damage?: Problem,
): SourceRecord[] => {
  // A byte order mark where files were put together, a record separator in JSON text sequences.
  const text = lineText.replace(/^[\uFEFF\x1E\s]+/, '').trimEnd() // oxlint-disable-line no-control-regex
  if (text === '') return []
  if (text.length > maxLineBytes / 4 && Buffer.byteLength(lineText) > maxLineBytes) {
    return [counter.bad(line, lineTooLong, text)]
  }
  const value = parseJson(text, () => counter.note('json_big_number', line))
  if (value !== undefined) return [judgeValue(value, text, line, decoding, counter)]
  const values = splitValues(text)
  if (values !== undefined) {
    return values.map(([value, part]) => judgeValue(value, part, line, decoding, counter))
  }
  const loose = parseLooseLine(text)
  if (typeof loose !== 'object') return [counter.bad(line, damage ?? looseProblem(loose, text, line), text)]
  for (const note of loose.notes) counter.note(note, line)
  return 'value' in loose ? [judgeValue(loose.value, text, line, decoding, counter)] : []
}

/** A line in the notations that people take for JSON, or one that is a comment. */
const parseLooseLine = (
  text: string,
): LooseJson | Omit<LooseJson, 'value'> | 'python' | 'deep' | 'broken' => {
  const bytes = Buffer.from(`${text}\n`)
  const space = skipLooseSpace(bytes, 0)
  if (typeof space === 'object' && space.end === bytes.length) return space
  const loose = parseLooseJson(bytes, 0)
  if (typeof loose === 'string') return loose === 'incomplete' ? 'broken' : loose
  // A comma behind the object is left over from a list.
  const comma = /^\s*,/.exec(bytes.toString('utf8', loose.end))?.[0].length ?? 0
  const rest = skipLooseSpace(bytes, loose.end + comma)
  if (!isJsonObject(loose.value) || typeof rest !== 'object' || rest.end !== bytes.length) return 'broken'
  return { ...loose, notes: new Set([...loose.notes, ...rest.notes]) }
}

const looseProblem = (fault: 'python' | 'deep' | 'broken', text: string, line: number): Problem =>
  fault === 'python' ? python : fault === 'deep' ? tooDeep : jsonSyntaxProblem(text, line)

const judgeValue = (
  value: JsonValue,
  text: string,
  line: number,
  decoding: DecodingState,
  counter: RecordCounter,
): SourceRecord => {
  if (!isJsonObject(value)) {
    const message = `Expected an object on the line, got ${kindOf(value)}.`
    return counter.bad(line, { code: 'ndjson_not_object', message }, text)
  }
  const problem = decoding.hasInvalidBytes ? jsonEncodingProblem(text, value) : undefined
  return problem === undefined ? counter.good(line, value) : counter.bad(line, problem, text)
}

/** Objects that follow one another on one line with nothing between; undefined when it is anything else. */
const splitValues = (text: string): [JsonValue, string][] | undefined => {
  const bytes = Buffer.from(text)
  const values: [JsonValue, string][] = []
  let at = 0
  while (at < bytes.length) {
    if (bytes[at] === 0x20 || bytes[at] === 0x09) {
      at++
      continue
    }
    const { end } = scanJson(bytes, at)
    if (bytes[at] !== 0x7b || end < 0) return undefined
    const part = bytes.toString('utf8', at, end)
    const value = parseJson(part)
    if (value === undefined) return undefined
    values.push([value, part])
    at = end
  }
  return values.length > 1 ? values : undefined
}

const skipLongLine = async (window: ByteWindow, counter: RecordCounter): Promise<SourceRecord> => {
  const line = window.line
  const head = Buffer.from(window.buffer.subarray(0, 4096))
  let end = -1
  while (end === -1) {
    window.consume(window.buffer.length, 0)
    if (!(await window.grow())) break
    end = window.buffer.indexOf(newline)
  }
  if (end !== -1) window.consume(end + 1, 1)
  return counter.bad(line, lineTooLong, head)
}

const lineTooLong: Problem = {
  code: 'ndjson_line_too_long',
  message:
    'Expected a record of at most 8 MiB, got a longer line. Shorten the record, or check that the file is NDJSON.',
}
