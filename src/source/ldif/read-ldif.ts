import { encodingProblem } from '../json/judge-json.js'
import { parseLdifEntry } from './ldif-entry.js'
import { hasInvalidMark } from '../encoding/mark-invalid-bytes.js'
import { recordsPerBatch } from '../input/records-per-batch.js'
import type { Problem } from '../../outcome/problem.js'
import type { ByteWindow } from '../bytes/byte-window.js'
import type { DecodingState } from '../encoding/decoding-state.js'
import type { RecordCounter } from '../input/record-counter.js'
import type { SourceRecord } from '../source-record.js'

/** Photos make entries long; nothing else does. */
const maxEntryBytes = 8 * 1024 * 1024
const newline = 10

/**
 * The entries of an LDIF file (RFC 2849): attributes as text, several values as a list, binary values as a
 * marker. A broken entry is rejected by itself: the next blank line ends it.
 */
export const readLdif = async function* (
  window: ByteWindow,
  decoding: DecodingState,
  counter: RecordCounter,
): AsyncGenerator<SourceRecord[]> {
  const entries = new LdifEntries(decoding, counter)
  while (true) {
    const end = window.buffer.lastIndexOf(newline) + 1
    if (end > 0) {
      const text = window.buffer.toString('utf8', 0, end)
      let { line } = window
      let start = 0
      for (let stop = text.indexOf('\n'); stop !== -1; stop = text.indexOf('\n', start)) {
        entries.addLine(text.slice(start, stop), line++)
        start = stop + 1
        if (entries.size >= recordsPerBatch) yield entries.takeRecords()
      }
      window.consume(end, line - window.line)
    } else if (window.buffer.length > maxEntryBytes) {
      entries.addPart(window.buffer.toString('utf8', 0, 64), window.line)
      window.consume(window.buffer.length, 0)
    } else if (!(await window.grow())) break
  }
  if (window.buffer.length > 0) entries.addLine(window.buffer.toString(), window.line)
  window.consume(window.buffer.length, 0)
  entries.endEntry(window.damage)
  if (entries.size > 0) yield entries.takeRecords()
}

/** Puts lines together to entries. */
class LdifEntries {
  readonly #decoding: DecodingState
  readonly #counter: RecordCounter
  #records: SourceRecord[] = []
  /** Lines of the entry, with continuations joined. */
  #lines: string[] = []
  #firstLine = 0
  #byteCount = 0
  #isInComment = false
  /** The rest of a line whose beginning was too long. */
  #isCut = false

  constructor(decoding: DecodingState, counter: RecordCounter) {
    this.#decoding = decoding
    this.#counter = counter
  }

  get size(): number {
    return this.#records.length
  }

  takeRecords(): SourceRecord[] {
    const records = this.#records
    this.#records = []
    return records
  }

  addLine(physical: string, line: number): void {
    if (this.#isCut) {
      this.#isCut = false
      return
    }
    const text = physical.endsWith('\r') ? physical.slice(0, -1) : physical
    if (text === '') this.endEntry(undefined)
    else if (text.startsWith(' ')) {
      if (this.#isInComment) return
      const last = this.#lines.length - 1
      if (last < 0) this.#push(text, line)
      else this.#append(last, text.slice(1))
    } else {
      this.#isInComment = text.startsWith('#')
      if (!this.#isInComment) this.#push(text, line)
    }
  }

  /** The beginning of a line that is too long to be read. */
  addPart(text: string, line: number): void {
    if (!this.#isCut) this.#push(text, line)
    this.#byteCount += maxEntryBytes
    this.#isCut = true
  }

  /** @param damage why the file ends here, when it does so too early */
  endEntry(damage: Problem | undefined): void {
    const lines = this.#lines
    const line = this.#firstLine
    const isTooLong = this.#byteCount > maxEntryBytes
    this.#lines = []
    this.#byteCount = 0
    this.#isInComment = false
    if (lines.length === 0) return
    if (damage !== undefined) this.#reject(lines, line, damage)
    else if (isTooLong) this.#reject(lines, line, entryTooLong)
    else if (this.#decoding.hasInvalidBytes && lines.some(hasInvalidMark)) {
      this.#reject(lines, line, encodingProblem(nameOf(lines.find(hasInvalidMark))))
    } else {
      const entry = parseLdifEntry(lines, line)
      if (entry === undefined) return
      if ('problem' in entry) this.#reject(lines, line, entry.problem)
      else this.#records.push(this.#counter.good(line, entry.record))
    }
  }

  #push(text: string, line: number): void {
    if (this.#lines.length === 0) this.#firstLine = line
    this.#byteCount += text.length
    if (this.#byteCount <= maxEntryBytes || this.#lines.length === 0) this.#lines.push(text)
  }

  #append(last: number, text: string): void {
    this.#byteCount += text.length
    if (this.#byteCount <= maxEntryBytes) this.#lines[last] += text
  }

  #reject(lines: readonly string[], line: number, problem: Problem): void {
    this.#records.push(this.#counter.bad(line, problem, lines.join('\n')))
  }
}

const nameOf = (text: string | undefined): string | undefined => /^[\w.;-]+/.exec(text ?? '')?.[0]

const entryTooLong: Problem = {
  code: 'ldif_entry_too_large',
  message: 'Expected an LDIF entry of at most 8 MiB, got a longer one. Leave photos out of the export.',
}
