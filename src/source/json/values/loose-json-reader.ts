import { isExact } from './exact-numbers.js'
import { maxJsonDepth } from './json-depth.js'
import { mongoValue } from './mongo-values.js'
import { parseJson } from './parse-json.js'
import type { InputNoteCode } from '../../input/input-note-codes.js'
import type { JsonObject, JsonValue } from '../../source-record.js'

/** Thrown inside the reader and caught by `parseLooseJson`, which makes a value of it. */
export class LooseFault extends Error {
  override readonly name = 'LooseFault'
  readonly kind: 'incomplete' | 'broken' | 'python' | 'deep'

  constructor(kind: LooseFault['kind']) {
    super(kind)
    this.kind = kind
  }
}

const utf8 = 'utf8'
/** Longer comments and texts in single quotes are taken for never closed. */
const maxOpenBytes = 1024 * 1024
const numberPattern = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/
const literals: { readonly [word: string]: JsonValue } = {
  true: true,
  false: false,
  null: null,
  undefined: null,
}
const pythonWords = new Set(['None', 'True', 'False'])

/**
 * Reads one value in what people take for JSON: with comments, trailing commas, single quotes, keys without
 * quotes, and the constructors of the mongo shell. Nested no deeper than a record may be, so it may recurse.
 */
export class LooseJsonReader {
  at: number
  lineCount = 0
  readonly notes = new Set<InputNoteCode>()
  readonly #bytes: Buffer
  #depth = 0

  constructor(bytes: Buffer, start: number) {
    this.#bytes = bytes
    this.at = start
  }

  readValue(): JsonValue {
    this.skipSpace()
    const byte = this.#bytes[this.at]
    if (byte === undefined) throw new LooseFault('incomplete')
    if (byte === 0x7b) return this.#deeper(() => this.#readObject())
    if (byte === 0x5b) return this.#deeper(() => this.#readList(0x5d))
    if (byte === 0x22) return this.#readDoubleQuoted()
    if (byte === 0x27) return this.#readSingleQuoted()
    return this.#readWord()
  }

  /** Blanks, line ends and comments. */
  skipSpace(): void {
    while (true) {
      const byte = this.#bytes[this.at]
      if (byte === 0x20 || byte === 0x09 || byte === 0x0d) this.at++
      else if (byte === 0x0a) {
        this.at++
        this.lineCount++
      } else if (byte === 0x2f) this.#skipComment()
      else return
    }
  }

  #skipComment(): void {
    const kind = this.#bytes[this.at + 1]
    if (kind === undefined) throw new LooseFault('incomplete')
    if (kind !== 0x2f && kind !== 0x2a) throw new LooseFault('broken')
    const closing = kind === 0x2f ? '\n' : '*/'
    const end = this.#bytes.indexOf(closing, this.at + 2)
    if (end === -1) throw new LooseFault('incomplete')
    if (end - this.at > maxOpenBytes) throw new LooseFault('broken')
    const next = end + closing.length - (kind === 0x2f ? 1 : 0)
    for (let at = this.at; at < next; at++) if (this.#bytes[at] === 0x0a) this.lineCount++
    this.at = next
    this.notes.add('json_comments')
  }

  #deeper<T>(read: () => T): T {
    if (this.#depth === maxJsonDepth) throw new LooseFault('deep')
    this.#depth++
    const value = read()
    this.#depth--
    return value
  }

  #readObject(): JsonObject {
    this.at++
    const object: JsonObject = {}
    while (true) {
      this.skipSpace()
      if (this.#bytes[this.at] === 0x7d) break
      const key = this.readKey()
      this.skipSpace()
      this.#expect(0x3a)
      const value = this.readValue()
      Object.defineProperty(object, key, { value, enumerable: true, writable: true, configurable: true })
      if (!this.#hasMore(0x7d)) break
    }
    this.at++
    return object
  }

  /** @param closer bracket of a list, parenthesis of arguments */
  #readList(closer: number): JsonValue[] {
    this.at++
    const values: JsonValue[] = []
    while (true) {
      this.skipSpace()
      if (this.#bytes[this.at] === closer) break
      values.push(this.readValue())
      if (!this.#hasMore(closer)) break
    }
    this.at++
    return values
  }

  /** Behind a value: whether another follows. Stops on the closer. */
  #hasMore(closer: number): boolean {
    this.skipSpace()
    if (this.#bytes[this.at] === closer) return false
    this.#expect(0x2c)
    this.skipSpace()
    if (this.#bytes[this.at] !== closer) return true
    this.notes.add('json_trailing_comma')
    return false
  }

  #expect(byte: number): void {
    if (this.at >= this.#bytes.length) throw new LooseFault('incomplete')
    if (this.#bytes[this.at] !== byte) throw new LooseFault('broken')
    this.at++
  }

  readKey(): string {
    const byte = this.#bytes[this.at]
    if (byte === 0x22) return this.#readDoubleQuoted()
    if (byte === 0x27) return this.#readSingleQuoted()
    const word = this.#takeWord()
    if (word === '') throw new LooseFault('broken')
    this.notes.add('json_unquoted_key')
    return word
  }

  #readDoubleQuoted(): string {
    const text = this.#takeQuoted(0x22)
    const value = parseJson(text)
    if (typeof value !== 'string') throw new LooseFault('broken')
    return value
  }

  #readSingleQuoted(): string {
    const inner = this.#takeQuoted(0x27).slice(1, -1)
    const text = inner.replace(/\\(.)|"/g, (found, escaped: string | undefined) => {
      if (escaped === "'") return "'"
      return found === '"' ? '\\"' : found
    })
    const value = parseJson(`"${text}"`)
    if (typeof value !== 'string') throw new LooseFault('broken')
    this.notes.add('json_single_quotes')
    return value
  }

  /** With its quotes. A line end inside means that a quote is missing. */
  #takeQuoted(quote: number): string {
    const start = this.at
    let at = start + 1
    while (this.#bytes[at] !== quote) {
      if (this.#bytes[at] === 0x5c) at++
      if (at >= this.#bytes.length) throw new LooseFault('incomplete')
      if (this.#bytes[at] === 0x0a || (quote === 0x27 && at - start > maxOpenBytes)) {
        throw new LooseFault('broken')
      }
      at++
    }
    this.at = at + 1
    return this.#bytes.toString(utf8, start, this.at)
  }

  #readWord(): JsonValue {
    const word = this.#takeWord()
    if (pythonWords.has(word)) throw new LooseFault('python')
    if (word === 'new') {
      this.skipSpace()
      return this.#readCall(this.#takeWord())
    }
    if (Object.hasOwn(literals, word)) return literals[word] ?? null
    if (numberPattern.test(word)) return this.#numberOf(word)
    return this.#readCall(word)
  }

  #numberOf(word: string): JsonValue {
    if (isExact(word)) return Number(word)
    this.notes.add('json_big_number')
    return word
  }

  #readCall(name: string): JsonValue {
    if (this.at >= this.#bytes.length) throw new LooseFault('incomplete')
    if (this.#bytes[this.at] !== 0x28) throw new LooseFault('broken')
    if (name.startsWith('datetime.')) throw new LooseFault('python')
    const value = mongoValue(
      name,
      this.#deeper(() => this.#readList(0x29)),
    )
    if (value === undefined) throw new LooseFault('broken')
    this.notes.add('json_mongo_shell')
    return value
  }

  #takeWord(): string {
    const start = this.at
    while (isWordByte(this.#bytes[this.at])) this.at++
    return this.#bytes.toString('latin1', start, this.at)
  }
}

/** Letters, digits, `_ $ . + -`. */
const isWordByte = (byte: number | undefined): boolean =>
  byte !== undefined &&
  ((byte >= 0x30 && byte <= 0x39) ||
    (byte >= 0x41 && byte <= 0x5a) ||
    (byte >= 0x61 && byte <= 0x7a) ||
    byte === 0x5f ||
    byte === 0x24 ||
    byte === 0x2e ||
    byte === 0x2b ||
    byte === 0x2d)
