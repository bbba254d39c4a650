import {
  findGarbageEnd,
  findNextElement,
  indentOf,
  lookBytes,
  lookOf,
  maxElementBytes,
} from './find-next-element.js'
import { isBlankFrom } from './json-bytes.js'
import { garbage, notAnObject, python, tooLarge, truncated, unrecoverable } from './json-problems.js'
import { isJsonObject, jsonEncodingProblem, jsonSyntaxProblem, kindOf, tooDeep } from './judge-json.js'
import { SkippedText } from './skipped-text.js'
import { isAddress } from './locate-keyed.js'
import { swallowsNext } from './swallows-next.js'
import { maxJsonDepth } from './values/json-depth.js'
import { parseJson } from './values/parse-json.js'
import { parseLooseJson } from './values/parse-loose-json.js'
import { broken, incomplete, scanJson } from './values/scan-json.js'
import type { Problem } from '../../outcome/problem.js'
import type { ByteWindow } from '../bytes/byte-window.js'
import type { DecodingState } from '../encoding/decoding-state.js'
import type { InputNoteCode } from '../input/input-note-codes.js'
import type { RecordCounter } from '../input/record-counter.js'
import type { RecordPacker } from './packed/record-packer.js'
import type { JsonObject, SourceRecord } from '../source-record.js'
import type { ElementExample } from './find-next-element.js'

/** More than this passed over in search of the next element is more than one broken record. */
const unrecoverableBytes = 64 * 1024

/** Makes records of elements; one that is broken becomes a rejected record, and its text is passed over. */
export class JsonElementReader {
  /** Those that nobody has taken yet. */
  records: SourceRecord[] = []
  /** The key before the element, in a list that is an object whose keys are ids. */
  key: string | undefined
  /** Line ends in the element that was read last. */
  lineCount = 0
  readonly #window: ByteWindow
  readonly #decoding: DecodingState
  readonly #counter: RecordCounter
  readonly #packer: RecordPacker | undefined
  /** Text that is being passed over. */
  #skipped: SkippedText | undefined
  #example: ElementExample | undefined
  /** Some element was no strict JSON. */
  #isLoose = false
  #isListed = false

  constructor(
    window: ByteWindow,
    decoding: DecodingState,
    counter: RecordCounter,
    packer: RecordPacker | undefined,
  ) {
    this.#window = window
    this.#decoding = decoding
    this.#counter = counter
    this.#packer = packer
  }

  /** Whether text is being passed over: `skipOn` goes on with it. */
  get isSkipping(): boolean {
    return this.#skipped !== undefined
  }

  /**
   * @param isListed whether the element stands in the list of records, not by itself
   * @returns the offset behind the element, which has become a record; 0 when more has to come into view;
   *   -1 when it is broken and its text is being skipped
   */
  read(bytes: Buffer, at: number, line: number, isListed: boolean): number {
    this.#isListed = isListed
    const { end, lineCount, brokenAt, depth } = scanJson(bytes, at)
    // What has shown comments or other notations may look open to the strict scan and be whole all the same.
    if (end === incomplete && !this.#isLoose && this.#canWait(bytes, at)) return 0
    if (end > at) {
      this.lineCount = lineCount
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
    this.lineCount = lineCount
    const text = bytes.toString('utf8', at, end)
    const problem = loose ?? jsonSyntaxProblem(text, line, indentOf(bytes, at)?.length)
    if (bytes[at] !== 0x7b) return this.#skip(bytes, at, line, problem)
    this.reject(problem, line, text)
    return end
  }

  /** @returns the offset behind the element, as `read` does; undefined when it is no JSON */
  #takeStrict(bytes: Buffer, at: number, end: number, line: number, depth: number): number | undefined {
    if (end - at > maxElementBytes) {
      this.reject(tooLarge, line, bytes.toString('utf8', at, end))
      return end
    }
    const text = bytes.toString('utf8', at, end)
    if (depth > maxJsonDepth) {
      this.reject(tooDeep, line, text)
      return end
    }
    const onLongNumber = (): void => this.#counter.note('json_big_number', line)
    if (this.#packer !== undefined && this.#isUsual(bytes, end)) {
      const packed = this.#packer.take(text, 0, text.length, onLongNumber)
      if (packed !== undefined) {
        this.records.push(this.#counter.good(line, packed))
        return end
      }
    }
    const value = parseJson(text, onLongNumber)
    if (value === undefined) return undefined
    if (!isJsonObject(value)) this.reject(notAnObject(kindOf(value)), line, text)
    else return this.#takeObject(bytes, at, end, line, value)
    return end
  }

  /** Whether nothing but the text of an element says what becomes of it. */
  #isUsual(bytes: Buffer, end: number): boolean {
    const hasExample = this.#example !== undefined && this.key === undefined
    return hasExample && !this.#decoding.hasInvalidBytes && !(this.#isListed && isBlankFrom(bytes, end))
  }

  #takeObject(bytes: Buffer, at: number, end: number, line: number, value: JsonObject): number {
    if (this.#isListed && isBlankFrom(bytes, end)) {
      if (!this.#window.isEnded) return 0
      // The list is never closed: brackets that should have closed it may have closed a record that was cut.
      if (swallowsNext(bytes, at, end, value, this.#example)) return this.#skip(bytes, at, line, truncated)
    }
    const text = bytes.toString('utf8', at, end)
    const problem = this.#decoding.hasInvalidBytes ? jsonEncodingProblem(text, value) : undefined
    if (problem === undefined) {
      // Only the first one: a later one may be a piece of something broken that happens to be an object.
      this.#example ??= exampleOf(bytes, at, text, value)
      this.records.push(this.#counter.good(line, this.#withKey(value)))
    } else this.reject(problem, line, text)
    this.key = undefined
    return end
  }

  /** The key of a user is the id of one that has none, and an address the e-mail address. */
  #withKey(value: JsonObject): JsonObject {
    const { key } = this
    if (key === undefined) return value
    const keyed = 'id' in value || '_id' in value || 'uid' in value ? value : { id: key, ...value }
    const hasAddress = !isAddress(key) || Object.keys(value).some((name) => /mail/i.test(name))
    return hasAddress ? keyed : { email: key, ...keyed }
  }

  /** @returns the offset, as `read` does; else why it cannot be read, where that is known */
  #takeLoose(bytes: Buffer, at: number, line: number): number | Problem | undefined {
    const loose = parseLooseJson(bytes, at)
    if (loose === 'incomplete') return this.#canWait(bytes, at) ? 0 : undefined
    if (loose === 'python') return python
    if (loose === 'deep') return tooDeep
    if (loose === 'broken' || !isJsonObject(loose.value)) return undefined
    this.lineCount = loose.lineCount
    const end = this.#takeObject(bytes, at, loose.end, line, loose.value)
    if (end > 0) {
      this.#isLoose = true
      this.noteAll(loose.notes, line)
    }
    return end
  }

  #canWait(bytes: Buffer, at: number): boolean {
    return !this.#window.isEnded && bytes.length - at <= maxElementBytes
  }

  noteAll(notes: ReadonlySet<InputNoteCode>, line: number): void {
    for (const note of notes) this.#counter.note(note, line)
  }

  #readIncomplete(bytes: Buffer, at: number, line: number): number {
    if (bytes.length - at > maxElementBytes) return this.#skip(bytes, at, line, tooLarge)
    if (!this.#window.isEnded) return 0
    return this.#skip(bytes, at, line, this.#window.damage ?? truncated)
  }

  /** Makes a rejected record. */
  reject(problem: Problem, line: number, text: string): void {
    this.records.push(this.#counter.bad(line, problem, text))
  }

  #skip(bytes: Buffer, at: number, line: number, problem: Problem): number {
    this.#skipped = new SkippedText(line, problem, lookOf(bytes, at, this.#example))
    this.#window.consume(at, line - this.#window.line)
    return -1
  }

  /** Passes over what is no element at all. */
  skipGarbage(): true {
    this.#skipped = new SkippedText(this.#window.line, garbage, undefined)
    return true
  }

  /** @returns false when more has to come into view; `end`: nothing that looks like an element came up to the end */
  skipOn(): 'element' | 'end' | false {
    const skipped = this.#skipped
    if (skipped === undefined) return 'element'
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
      this.#endSkipping(skipped)
      return 'element'
    }
    if (isEnded) {
      skipped.take(this.#window, buffer.length)
      this.#endSkipping(skipped)
      return 'end'
    }
    const seen = offset === -1 ? buffer.length : offset
    const passed = Math.max(0, seen - lookBytes)
    skipped.take(this.#window, passed)
    skipped.searchFrom = seen - passed
    return false
  }

  #endSkipping(skipped: SkippedText): void {
    this.#skipped = undefined
    const isLong = skipped.byteCount > unrecoverableBytes && skipped.problem.code === 'json_syntax'
    const problem = isLong ? unrecoverable(skipped.problem, skipped.byteCount) : skipped.problem
    this.reject(problem, skipped.line, skipped.text())
  }
}

const exampleOf = (bytes: Buffer, at: number, text: string, value: JsonObject): ElementExample | undefined =>
  Object.keys(value).length === 0 ? undefined : { text, value, indent: indentOf(bytes, at) }
