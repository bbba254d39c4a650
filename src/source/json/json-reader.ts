import { MigrationError } from '../../outcome/migration-error.js'
import { countLines } from '../input/count-lines.js'
import { EnvelopeEnd } from './envelope-end.js'
import {
  findGarbageEnd,
  findNextElement,
  indentOf,
  lookBytes,
  lookOf,
  maxElementBytes,
  type ElementExample,
} from './find-next-element.js'
import { isJsonObject, jsonEncodingProblem, jsonSyntaxProblem, kindOf, tooDeep } from './judge-json.js'
import { maxJsonDepth } from './values/json-depth.js'
import { findKeyedValue } from './find-keyed-value.js'
import { readPageHints } from './page-hints.js'
import { parseJson } from './values/parse-json.js'
import { parseLooseJson, skipLooseSpace } from './values/parse-loose-json.js'
import { swallowsNext } from './swallows-next.js'
import { garbage, notAnObject, python, tooLarge, truncated, unrecoverable } from './json-problems.js'
import { ObjectRow } from './object-row.js'
import { locateJsonArray } from './locate-json-array.js'
import { recordsPerBatch } from '../input/records-per-batch.js'
import { broken, incomplete, scanJson } from './values/scan-json.js'
import { SkippedText } from './skipped-text.js'
import type { Problem } from '../../outcome/problem.js'
import type { ByteWindow } from '../bytes/byte-window.js'
import type { InputNoteCode } from '../input/input-note-codes.js'
import type { DecodingState } from '../encoding/decoding-state.js'
import type { RecordCounter } from '../input/record-counter.js'
import type { JsonObject, SourceRecord } from '../source-record.js'

/** So much of an object is looked at to find out where its records are. */
const envelopeBytes = 8 * 1024 * 1024
/** More than this passed over in search of the next element is more than one broken record. */
const unrecoverableBytes = 64 * 1024
/** So much of what stands before a list, and behind it, is looked at for what it says of the list. */
const hintBytes = 64 * 1024

/** Reads what is in view of a JSON text; `read-json.ts` brings more into view. */
export class JsonReader {
  readonly #window: ByteWindow
  readonly #wanted: readonly string[] | undefined
  readonly #decoding: DecodingState
  readonly #counter: RecordCounter
  #records: SourceRecord[] = []
  /** `top`: between the values of the file. `array`: in the list of records. `envelope`: behind that list. */
  #place: 'top' | 'array' | 'envelope' = 'top'
  #openObjects = 0
  /** Lists inside the list that are open: pages, each a list, put into one list. */
  #innerLists = 0
  #envelopeEnd = new EnvelopeEnd(0)
  #skipped: SkippedText | undefined
  #example: ElementExample | undefined
  #hasFoundArray = false
  /** The list is an object, whose keys are ids. */
  #isKeyed = false
  #key: string | undefined
  /** Text before and behind the list, which may say whether it is the whole list. */
  #around = ''
  #pageStart = 0
  readonly #row = new ObjectRow()
  /** Some element was no strict JSON. */
  #isLoose = false

  constructor(
    window: ByteWindow,
    wanted: readonly string[] | undefined,
    decoding: DecodingState,
    counter: RecordCounter,
  ) {
    this.#window = window
    this.#wanted = wanted
    this.#decoding = decoding
    this.#counter = counter
  }

  takeRecords(): SourceRecord[] {
    const records = this.#records
    this.#records = []
    return records
  }

  /** @returns false when more has to come into view */
  read(): boolean {
    while (this.#records.length < recordsPerBatch) if (!this.#readOn()) return false
    return true
  }

  #readOn(): boolean {
    if (this.#skipped !== undefined) return this.#skipToElement(this.#skipped)
    if (this.#place === 'array') return this.#readArray()
    return this.#place === 'top' ? this.#readTop() : this.#leaveEnvelope()
  }

  #readTop(): boolean {
    const { buffer } = this.#window
    let at = 0
    while (at < buffer.length) {
      if (isSeparator(buffer[at]) || buffer[at] === recordSeparator) at++
      else if (buffer.subarray(at, at + 3).equals(byteOrderMark)) at += 3
      else break
    }
    this.#consume(at)
    const view = this.#window.buffer
    if (view.length === 0) return false
    if (view[0] === slash) return this.#skipTopComment(view)
    this.#isKeyed = false
    if (view[0] === 0x5b) return this.#enterArray(1, 0, '')
    return view[0] === 0x7b ? this.#readTopObject(view) : this.#skipGarbage()
  }

  /** Robo 3T numbers the documents that it prints by comments. */
  #skipTopComment(view: Buffer): boolean {
    const space = skipLooseSpace(view, 0)
    if (space === 'incomplete' && !this.#window.isEnded) return false
    if (typeof space === 'string') return this.#skipGarbage()
    this.#noteAll(space.notes, this.#window.line)
    this.#window.consume(space.end, space.lineCount)
    return true
  }

  #readTopObject(view: Buffer): boolean {
    const isFinal = this.#window.isEnded || view.length >= envelopeBytes
    const found = locateJsonArray(view.subarray(0, envelopeBytes), 0, this.#wanted, isFinal)
    const location = this.#wanted === undefined ? this.#row.judge(found, view, isFinal) : found
    if (location === 'incomplete') return false
    if (location === 'record') {
      if (this.#wanted !== undefined && this.#wanted.length > 0 && !this.#hasFoundArray) {
        throw this.#inputError('json_path', `holds no list at ${this.#wanted.join('.')}. Check jsonPath`)
      }
      const end = this.#readElement(view, 0, this.#window.line)
      if (end > 0) this.#consume(end)
      return end !== 0
    }
    if ('ambiguous' in location) {
      const names = location.ambiguous.join(', ')
      const what = `holds several lists: ${names}. Say by jsonPath which one holds the users`
      throw this.#inputError('json_array_ambiguous', what)
    }
    this.#key = undefined
    this.#isKeyed = location.isKeyed === true
    const head = view.toString('utf8', 0, Math.min(location.offset, hintBytes))
    return this.#enterArray(location.offset, location.path.length, head)
  }

  #inputError(code: string, what: string): MigrationError {
    return new MigrationError('input', code, `The JSON file ${this.#counter.file} ${what}.`)
  }

  #enterArray(byteCount: number, openObjects: number, head: string): boolean {
    this.#around = head
    this.#pageStart = this.#counter.count
    this.#hasFoundArray = true
    this.#openObjects = openObjects
    this.#innerLists = 0
    this.#place = 'array'
    this.#consume(byteCount)
    return true
  }

  #readArray(): boolean {
    const bytes = this.#window.buffer
    let { line } = this.#window
    let at = 0
    while (this.#records.length < recordsPerBatch) {
      // The separators before an element stay in view until it is read: they show its indent.
      const gapStart = at
      const gapLine = line
      let hasComma = false
      while (true) {
        while (isSeparator(bytes[at])) {
          if (bytes[at] === 0x0a) line++
          else if (bytes[at] === 0x2c) hasComma = true
          at++
        }
        if (bytes[at] !== slash) break
        const space = skipLooseSpace(bytes, at)
        if (space === 'incomplete' && !this.#window.isEnded) {
          this.#window.consume(gapStart, gapLine - this.#window.line)
          return false
        }
        if (typeof space === 'string') break
        this.#noteAll(space.notes, line)
        line += space.lineCount
        at = space.end
      }
      if (this.#isKeyed && bytes[at] !== undefined && bytes[at] !== 0x7b) {
        if (bytes[at] === 0x7d) {
          this.#window.consume(at + 1, line - this.#window.line)
          this.#leaveArray()
          return true
        }
        const found = findKeyedValue(bytes, at)
        if (found === 'incomplete') {
          this.#window.consume(gapStart, gapLine - this.#window.line)
          return this.#window.isEnded && this.#endTruncated()
        }
        if (found !== 'broken') {
          this.#key = found.key
          line += found.lineCount
          at = found.at
        }
      }
      const byte = bytes[at]
      if (byte === 0x5d && hasComma) this.#counter.note('json_trailing_comma', line)
      if (!this.#isKeyed && (byte === 0x5b || byte === 0x5d)) {
        this.#window.consume(at + 1, line - this.#window.line)
        if (byte === 0x5b) this.#innerLists++
        else if (this.#innerLists > 0) this.#innerLists--
        else this.#leaveArray()
        return true
      }
      const end = byte === undefined ? 0 : this.#readElement(bytes, at, line)
      if (end < 0) return true
      if (end === 0) {
        this.#window.consume(gapStart, gapLine - this.#window.line)
        return byte === undefined && this.#window.isEnded && this.#endTruncated()
      }
      line += this.#lineCount
      at = end
    }
    this.#window.consume(at, line - this.#window.line)
    return true
  }

  #lineCount = 0

  /**
   * @returns the offset behind the element, which has become a record; 0 when more has to come into view;
   *   -1 when it is broken and its text is being skipped
   */
  #readElement(bytes: Buffer, at: number, line: number): number {
    const { end, lineCount, brokenAt, depth } = scanJson(bytes, at)
    // What has shown comments or other notations may look open to the strict scan and be whole all the same.
    if (end === incomplete && !this.#isLoose && this.#canWait(bytes, at)) return 0
    if (end > at) {
      this.#lineCount = lineCount
      const taken = this.#takeStrict(bytes, at, end, line, depth)
      if (taken !== undefined) return taken
    }
    const loose = bytes[at] === 0x7b ? this.#takeLoose(bytes, at, line) : undefined
    if (typeof loose === 'number') return loose
    if (end === incomplete) return this.#readIncomplete(bytes, at, line)
    if (end === broken) {
      const text = bytes.toString('utf8', at, brokenAt + 1)
      return this.#skip(bytes, at, line, loose ?? jsonSyntaxProblem(text, line, indentOf(bytes, at)?.length))
    }
    if (end === at) return this.#skip(bytes, at, line, garbage)
    this.#lineCount = lineCount
    const text = bytes.toString('utf8', at, end)
    const problem = loose ?? jsonSyntaxProblem(text, line, indentOf(bytes, at)?.length)
    if (bytes[at] !== 0x7b) return this.#skip(bytes, at, line, problem)
    this.#reject(problem, line, text)
    return end
  }

  /** @returns the offset behind the element, as `#readElement` does; undefined when it is no JSON */
  #takeStrict(bytes: Buffer, at: number, end: number, line: number, depth: number): number | undefined {
    if (end - at > maxElementBytes) {
      this.#reject(tooLarge, line, bytes.toString('utf8', at, end))
      return end
    }
    const text = bytes.toString('utf8', at, end)
    if (depth > maxJsonDepth) {
      this.#reject(tooDeep, line, text)
      return end
    }
    const value = parseJson(text, () => this.#counter.note('json_big_number', line))
    if (value === undefined) return undefined
    if (!isJsonObject(value)) this.#reject(notAnObject(kindOf(value)), line, text)
    else return this.#takeObject(bytes, at, end, line, value)
    return end
  }

  #takeObject(bytes: Buffer, at: number, end: number, line: number, value: JsonObject): number {
    if (this.#place === 'array' && isBlankFrom(bytes, end)) {
      if (!this.#window.isEnded) return 0
      // The list is never closed: brackets that should have closed it may have closed a record that was cut.
      if (swallowsNext(bytes, at, end, value, this.#example)) return this.#skip(bytes, at, line, truncated)
    }
    const text = bytes.toString('utf8', at, end)
    const problem = this.#decoding.hasInvalidBytes ? jsonEncodingProblem(text, value) : undefined
    if (problem === undefined) {
      // Only the first one: a later one may be a piece of something broken that happens to be an object.
      this.#example ??= exampleOf(bytes, at, text, value)
      this.#records.push(this.#counter.good(line, this.#withKey(value)))
    } else this.#reject(problem, line, text)
    this.#key = undefined
    return end
  }

  /** The key of a user is the id of one that has none. */
  #withKey(value: JsonObject): JsonObject {
    const hasId = this.#key === undefined || 'id' in value || '_id' in value || 'uid' in value
    return hasId ? value : { id: this.#key ?? null, ...value }
  }

  /** @returns the offset, as `#readElement` does; else why it cannot be read, where that is known */
  #takeLoose(bytes: Buffer, at: number, line: number): number | Problem | undefined {
    const loose = parseLooseJson(bytes, at)
    if (loose === 'incomplete') return this.#canWait(bytes, at) ? 0 : undefined
    if (loose === 'python') return python
    if (loose === 'deep') return tooDeep
    if (loose === 'broken' || !isJsonObject(loose.value)) return undefined
    this.#lineCount = loose.lineCount
    const end = this.#takeObject(bytes, at, loose.end, line, loose.value)
    if (end > 0) {
      this.#isLoose = true
      this.#noteAll(loose.notes, line)
    }
    return end
  }

  #canWait(bytes: Buffer, at: number): boolean {
    return !this.#window.isEnded && bytes.length - at <= maxElementBytes
  }

  #noteAll(notes: ReadonlySet<InputNoteCode>, line: number): void {
    for (const note of notes) this.#counter.note(note, line)
  }

  #readIncomplete(bytes: Buffer, at: number, line: number): number {
    if (bytes.length - at > maxElementBytes) return this.#skip(bytes, at, line, tooLarge)
    if (!this.#window.isEnded) return 0
    return this.#skip(bytes, at, line, this.#window.damage ?? truncated)
  }

  #reject(problem: Problem, line: number, text: string): void {
    this.#records.push(this.#counter.bad(line, problem, text))
  }

  #skip(bytes: Buffer, at: number, line: number, problem: Problem): number {
    this.#skipped = new SkippedText(line, problem, lookOf(bytes, at, this.#example))
    this.#window.consume(at, line - this.#window.line)
    return -1
  }

  #skipGarbage(): boolean {
    this.#skipped = new SkippedText(this.#window.line, garbage, undefined)
    return true
  }

  #skipToElement(skipped: SkippedText): boolean {
    const { buffer, isEnded } = this.#window
    const { searchFrom, look } = skipped
    const { offset, needsMore } =
      look === undefined
        ? findGarbageEnd(buffer, searchFrom)
        : findNextElement(buffer, searchFrom, look, isEnded)
    if (offset !== -1 && !needsMore) {
      skipped.take(this.#window, offset)
      // Sound elements follow, so the file is whole.
      if (skipped.problem === truncated) skipped.problem = jsonSyntaxProblem(skipped.text(), skipped.line)
      return this.#endSkipping(skipped)
    }
    if (isEnded) {
      skipped.take(this.#window, buffer.length)
      // Brackets that would have closed the list went with the broken element.
      this.#place = 'top'
      return this.#endSkipping(skipped)
    }
    const seen = offset === -1 ? buffer.length : offset
    const passed = Math.max(0, seen - lookBytes)
    skipped.take(this.#window, passed)
    skipped.searchFrom = seen - passed
    return false
  }

  #endSkipping(skipped: SkippedText): boolean {
    this.#skipped = undefined
    const isLong = skipped.byteCount > unrecoverableBytes && skipped.problem.code === 'json_syntax'
    const problem = isLong ? unrecoverable(skipped.problem, skipped.byteCount) : skipped.problem
    this.#reject(problem, skipped.line, skipped.text())
    return true
  }

  #leaveArray(): void {
    this.#place = this.#openObjects > 0 ? 'envelope' : 'top'
    this.#envelopeEnd = new EnvelopeEnd(this.#openObjects)
  }

  #leaveEnvelope(): boolean {
    const { offset, found } = this.#envelopeEnd.find(this.#window.buffer)
    if (this.#around.length < 2 * hintBytes) {
      this.#around += this.#window.buffer.toString('utf8', 0, Math.min(offset, hintBytes))
    }
    this.#consume(offset)
    if (found === 'element') this.#place = 'array'
    if (found === 'end') {
      this.#place = 'top'
      this.#counter.page(this.#counter.count - this.#pageStart, readPageHints(this.#around))
    }
    return found !== 'nothing' || (this.#window.isEnded && this.#endTruncated())
  }

  /** The file ends inside a list or its envelope, with no part of a record left over. */
  #endTruncated(): boolean {
    this.#place = 'top'
    this.#consume(this.#window.buffer.length)
    this.#reject(this.#window.damage ?? truncated, this.#window.line, '')
    return true
  }

  #consume(byteCount: number): void {
    this.#window.consume(byteCount, countLines(this.#window.buffer, 0, byteCount))
  }
}

const exampleOf = (bytes: Buffer, at: number, text: string, value: JsonObject): ElementExample | undefined =>
  Object.keys(value).length === 0 ? undefined : { text, value, indent: indentOf(bytes, at) }

const isSeparator = (byte: number | undefined): boolean =>
  byte === 0x2c || byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09

const isBlankFrom = (bytes: Buffer, start: number): boolean => {
  let at = start
  while (at < bytes.length && isSeparator(bytes[at])) at++
  return at === bytes.length
}

const slash = 0x2f
/** Begins each value of a JSON text sequence. */
const recordSeparator = 0x1e
/** Stands inside a file where files were put together. */
const byteOrderMark = Buffer.from([0xef, 0xbb, 0xbf])
