import { InputNotes } from './input-notes.js'
import { incompleteTailLength, showInvalidMarks } from './mark-invalid-bytes.js'
import type { Problem } from '../outcome/problem.js'
import type { InputNoteCode } from './input-note-codes.js'
import type { JsonObject, SourceRecord } from './source-record.js'

const rawLimitBytes = 4096

/** Numbers the records of one input, over all its files, and takes down what its readers notice. */
export class RecordCounter {
  /** Path of the file that is being read. */
  file = ''
  readonly #notes: InputNotes
  #ordinal = 0

  constructor(notes = new InputNotes()) {
    this.#notes = notes
  }

  good(line: number, record: JsonObject): SourceRecord {
    return { ordinal: ++this.#ordinal, file: this.file, line, record, problem: undefined, raw: undefined }
  }

  /** @param text what stands in the file, of any length */
  bad(line: number, problem: Problem, text: Buffer | string): SourceRecord {
    const raw = rawOf(text)
    return { ordinal: ++this.#ordinal, file: this.file, line, record: undefined, problem, raw }
  }

  /** @param message where the sentence of the code does not say enough */
  note(code: InputNoteCode, line: number, message?: string): void {
    this.#notes.add(code, this.file, line, message)
  }
}

const rawOf = (text: Buffer | string): string => {
  const bytes = typeof text === 'string' ? Buffer.from(text.slice(0, rawLimitBytes)) : text
  const head = bytes.subarray(0, rawLimitBytes)
  const whole = head.subarray(0, head.length - incompleteTailLength(head))
  return showInvalidMarks(whole.toString()).replace(/\r?\n$/, '')
}
