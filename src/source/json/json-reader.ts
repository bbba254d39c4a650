import { MigrationError } from '../../outcome/migration-error.js'
import { countLines } from '../input/count-lines.js'
import { recordsPerBatch } from '../input/records-per-batch.js'
import { EnvelopeEnd } from './envelope-end.js'
import { findKeyedValue } from './find-keyed-value.js'
import { byteOrderMark, isSeparator, recordSeparator, slash } from './json-bytes.js'
import { JsonElementReader } from './json-element-reader.js'
import { truncated } from './json-problems.js'
import { locateJsonArray } from './locate-json-array.js'
import { ObjectRow } from './object-row.js'
import { readPageHints } from './pages/page-hints.js'
import { skipLooseSpace } from './values/parse-loose-json.js'
import type { ByteWindow } from '../bytes/byte-window.js'
import type { DecodingState } from '../encoding/decoding-state.js'
import type { RecordCounter } from '../input/record-counter.js'
import type { RecordPacker } from './packed/record-packer.js'
import type { SourceRecord } from '../source-record.js'

/** So much of an object is looked at to find out where its records are. */
const envelopeBytes = 8 * 1024 * 1024
/** So much of what stands before a list, and behind it, is looked at for what it says of the list. */
const hintBytes = 64 * 1024

/** Finds the elements in what is in view of a JSON text; `read-json.ts` brings more into view. */
export class JsonReader {
  readonly #window: ByteWindow
  readonly #wanted: readonly string[] | undefined
  readonly #counter: RecordCounter
  readonly #elements: JsonElementReader
  /** `top`: between the values of the file. `array`: in the list of records. `envelope`: behind that list. */
  #place: 'top' | 'array' | 'envelope' = 'top'
  #openObjects = 0
  /** Lists inside the list that are open: pages, each a list, put into one list. */
  #innerLists = 0
  #envelopeEnd = new EnvelopeEnd(0)
  #hasFoundArray = false
  /** The list is an object, whose keys are ids. */
  #isKeyed = false
  /** Text before and behind the list, which may say whether it is the whole list. */
  #around = ''
  #pageStart = 0
  readonly #row = new ObjectRow()

  constructor(
    window: ByteWindow,
    wanted: readonly string[] | undefined,
    decoding: DecodingState,
    counter: RecordCounter,
    packer?: RecordPacker,
  ) {
    this.#window = window
    this.#wanted = wanted
    this.#counter = counter
    this.#elements = new JsonElementReader(window, decoding, counter, packer)
  }

  takeRecords(): SourceRecord[] {
    const { records } = this.#elements
    this.#elements.records = []
    return records
  }

  /** @returns false when more has to come into view */
  read(): boolean {
    while (this.#elements.records.length < recordsPerBatch) if (!this.#readOn()) return false
    return true
  }

  #readOn(): boolean {
    if (this.#elements.isSkipping) return this.#skipOn()
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
    this.#elements.noteAll(space.notes, this.#window.line)
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
      const end = this.#elements.read(view, 0, this.#window.line, false)
      if (end > 0) this.#consume(end)
      return end !== 0
    }
    if ('ambiguous' in location) {
      const names = location.ambiguous.join(', ')
      const what = `holds several lists: ${names}. Say by jsonPath which one holds the users`
      throw this.#inputError('json_array_ambiguous', what)
    }
    this.#elements.key = undefined
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
    while (this.#elements.records.length < recordsPerBatch) {
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
        this.#elements.noteAll(space.notes, line)
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
          this.#elements.key = found.key
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
      const end = byte === undefined ? 0 : this.#elements.read(bytes, at, line, true)
      if (end < 0) return true
      if (end === 0) {
        this.#window.consume(gapStart, gapLine - this.#window.line)
        return byte === undefined && this.#window.isEnded && this.#endTruncated()
      }
      line += this.#elements.lineCount
      at = end
    }
    this.#window.consume(at, line - this.#window.line)
    return true
  }

  #skipGarbage(): boolean {
    this.#elements.skipGarbage()
    return true
  }

  #skipOn(): boolean {
    const found = this.#elements.skipOn()
    // Brackets that would have closed the list went with the broken element.
    if (found === 'end') this.#place = 'top'
    return found !== false
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
    this.#elements.reject(this.#window.damage ?? truncated, this.#window.line, '')
    return true
  }

  #consume(byteCount: number): void {
    this.#window.consume(byteCount, countLines(this.#window.buffer, 0, byteCount))
  }
}
