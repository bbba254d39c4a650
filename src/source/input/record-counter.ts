import { InputNotes } from './input-notes.js'
import { incompleteTailLength, showInvalidMarks } from '../encoding/mark-invalid-bytes.js'
import type { Problem } from '../../outcome/problem.js'
import type { InputNoteCode } from './input-note-codes.js'
import type { PageHints } from '../json/pages/page-hints.js'
import type { JsonObject, SourceRecord } from '../source-record.js'

const rawLimitBytes = 4096

/** Numbers the records of one input, over all its files, and takes down what its readers notice. */
export class RecordCounter {
  /** Path of the file that is being read. */
  file = ''
  /** The place that people know a line by: the row of a sheet, where text was made of one. */
  rowOf: (line: number) => number = asItIs
  readonly #notes: InputNotes
  #ordinal = 0

  constructor(notes = new InputNotes()) {
    this.#notes = notes
  }

  /** Records of all files so far. */
  get count(): number {
    return this.#ordinal
  }

  good(line: number, record: JsonObject): SourceRecord {
    return {
      ordinal: ++this.#ordinal,
      file: this.file,
      line: this.rowOf(line),
      record,
      problem: undefined,
      raw: undefined,
    }
  }

  /** @param text what stands in the file, of any length */
  bad(line: number, problem: Problem, text: Buffer | string): SourceRecord {
    const raw = rawOf(text)
    return {
      ordinal: ++this.#ordinal,
      file: this.file,
      line: this.rowOf(line),
      record: undefined,
      problem,
      raw,
    }
  }

  /** @param items records of a list that stands inside an object */
  page(items: number, hints: PageHints): void {
    this.#notes.addPage(this.file, items, hints)
  }

  /** @param message where the sentence of the code does not say enough */
  note(code: InputNoteCode, line: number, message?: string, count?: number): void {
    this.#notes.add(code, this.file, line, message, count)
  }
}

const asItIs = (line: number): number => line

const rawOf = (text: Buffer | string): string => {
  const bytes = typeof text === 'string' ? Buffer.from(text.slice(0, rawLimitBytes)) : text
  const head = bytes.subarray(0, rawLimitBytes)
  const whole = head.subarray(0, head.length - incompleteTailLength(head))
  return showInvalidMarks(whole.toString()).replace(/\r?\n$/, '')
}
