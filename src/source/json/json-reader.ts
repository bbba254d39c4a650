import { countLines } from '../input/count-lines.js'
import { recordsPerBatch } from '../input/records-per-batch.js'
import { EnvelopeEnd } from './envelope-end.js'
import { findKeyedValue } from './find-keyed-value.js'
import { endOfTopSpace, slash } from './json-bytes.js'
import { truncated } from './json-problems.js'
import { envelopeBytes, RecordLocator } from './record-locator.js'
import { isListOfPages, type PageList } from './page-list.js'
import { readPageHints } from './pages/page-hints.js'
import { skipGap } from './skip-gap.js'
import { skipLooseSpace } from './values/parse-loose-json.js'
import type { ByteWindow } from '../bytes/byte-window.js'
import type { RecordCounter } from '../input/record-counter.js'
import type { JsonElementReader } from './json-element-reader.js'
import type { SourceRecord } from '../source-record.js'

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
  readonly #locator: RecordLocator
  /** The list that is open is one of pages: `top` is between two of them. */
  #pages: PageList | undefined

  constructor(
    window: ByteWindow,
    wanted: readonly string[] | undefined,
    elements: JsonElementReader,
    counter: RecordCounter,
  ) {
    this.#window = window
    this.#wanted = wanted
    this.#counter = counter
    this.#elements = elements
    this.#locator = new RecordLocator(wanted, counter)
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
    this.#consume(endOfTopSpace(this.#window.buffer))
    const view = this.#window.buffer
    if (view.length === 0) return this.#pages !== undefined && this.#window.isEnded && this.#endTruncated()
    if (this.#pages !== undefined && view[0] === 0x5d) return this.#leavePages(this.#pages)
    if (view[0] === slash) return this.#skipTopComment(view)
    this.#isKeyed = false
    if (view[0] === 0x5b) return this.#enterArray(1, 0, '')
    return view[0] === 0x7b ? this.#readTopObject(view) : this.#elements.skipGarbage()
  }

  /** Robo 3T numbers the documents that it prints by comments. */
  #skipTopComment(view: Buffer): boolean {
    const space = skipLooseSpace(view, 0)
    if (space === 'incomplete' && !this.#window.isEnded) return false
    if (typeof space === 'string') return this.#elements.skipGarbage()
    this.#elements.noteAll(space.notes, this.#window.line)
    this.#window.consume(space.end, space.lineCount)
    return true
  }

  /** Where records are is decided by what is in view. */
  get #isFinal(): boolean {
    return this.#window.isEnded || this.#window.buffer.length >= envelopeBytes
  }

  #readTopObject(view: Buffer): boolean {
    const location = this.#locator.locate(view, this.#isFinal, this.#hasFoundArray, this.#pages !== undefined)
    if (location === 'incomplete') return false
    if (location === 'record') {
      const end = this.#elements.read(view, 0, this.#window.line, false)
      if (end > 0) this.#consume(end)
      return end !== 0
    }
    if ('emptyBytes' in location) {
      this.#counter.note('keycloak_no_users', this.#window.line)
      if (this.#pages !== undefined) this.#pages.hasEmptyRealm = true
      this.#consume(location.emptyBytes)
      return true
    }
    this.#elements.key = undefined
    this.#isKeyed = location.isKeyed === true
    const head = view.toString('utf8', 0, Math.min(location.offset, hintBytes))
    return this.#enterArray(location.offset, location.path.length, head)
  }

  #enterArray(byteCount: number, openObjects: number, head: string): boolean {
    if (!this.#isKeyed && this.#pages === undefined && (this.#wanted === undefined || openObjects === 0)) {
      const isPages = isListOfPages(this.#window.buffer, byteCount, this.#wanted, this.#isFinal)
      if (isPages === 'incomplete') return false
      if (isPages) return this.#enterPages(byteCount, openObjects)
    }
    this.#hasFoundArray = true
    return this.#beginList(byteCount, openObjects, head)
  }

  #beginList(byteCount: number, openObjects: number, head: string): true {
    this.#around = head
    this.#pageStart = this.#counter.count
    this.#openObjects = openObjects
    this.#innerLists = 0
    this.#place = 'array'
    this.#consume(byteCount)
    return true
  }

  #enterPages(byteCount: number, openObjects: number): boolean {
    this.#counter.note('json_pages', this.#window.line)
    this.#pages = { openObjects, firstCount: this.#counter.count, hasEmptyRealm: false }
    this.#beginList(byteCount, openObjects, '')
    this.#place = 'top'
    return true
  }

  #leavePages({ openObjects, firstCount, hasEmptyRealm }: PageList): boolean {
    if (hasEmptyRealm && this.#counter.count === firstCount) throw this.#locator.noUsers()
    this.#pages = undefined
    this.#beginList(1, openObjects, '')
    return this.#leaveArray()
  }

  #readArray(): boolean {
    const bytes = this.#window.buffer
    let { line } = this.#window
    let at = 0
    while (this.#elements.records.length < recordsPerBatch) {
      // The separators before an element stay in view until it is read: they show its indent.
      const gapStart = at
      const gapLine = line
      const gap = skipGap(bytes, at, this.#window.isEnded, (notes, lines) =>
        this.#elements.noteAll(notes, gapLine + lines),
      )
      const wait = (): false => {
        this.#window.consume(gapStart, gapLine - this.#window.line)
        return false
      }
      if (gap === undefined) return wait()
      line += gap.lineCount
      at = gap.end
      if (this.#isKeyed && bytes[at] !== undefined && bytes[at] !== 0x7b) {
        if (bytes[at] === 0x7d) {
          this.#window.consume(at + 1, line - this.#window.line)
          return this.#leaveArray()
        }
        const found = findKeyedValue(bytes, at)
        if (found === 'incomplete') return wait() || (this.#window.isEnded && this.#endTruncated())
        if (found !== 'broken') {
          this.#elements.key = found.key
          line += found.lineCount
          at = found.at
        }
      }
      const byte = bytes[at]
      if (byte === 0x5d && gap.hasComma) this.#counter.note('json_trailing_comma', line)
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
        return wait() || (byte === undefined && this.#window.isEnded && this.#endTruncated())
      }
      line += this.#elements.lineCount
      at = end
    }
    this.#window.consume(at, line - this.#window.line)
    return true
  }

  #skipOn(): boolean {
    const found = this.#elements.skipOn()
    // Brackets that would have closed the list went with the broken element.
    if (found === 'end') {
      this.#place = 'top'
      this.#pages = undefined
    }
    return found !== false
  }

  #leaveArray(): true {
    this.#place = this.#openObjects > 0 ? 'envelope' : 'top'
    this.#envelopeEnd = new EnvelopeEnd(this.#openObjects)
    return true
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
    this.#pages = undefined
    this.#consume(this.#window.buffer.length)
    this.#elements.reject(this.#window.damage ?? truncated, this.#window.line, '')
    return true
  }

  #consume(byteCount: number): void {
    this.#window.consume(byteCount, countLines(this.#window.buffer, 0, byteCount))
  }
}
