import { incompleteTailLength, showInvalidMarks } from './mark-invalid-bytes.js'
import type { Problem } from '../outcome/problem.js'
import type { JsonObject, SourceRecord } from './source-record.js'

const rawLimitBytes = 4096

/** Numbers the records of one input, over all its files. */
export class RecordCounter {
  /** Path of the file that is being read. */
  file = ''
  #ordinal = 0

  good(line: number, record: JsonObject): SourceRecord {
    return { ordinal: ++this.#ordinal, file: this.file, line, record, problem: undefined, raw: undefined }
  }

  /** @param text what stands in the file, of any length */
  bad(line: number, problem: Problem, text: Buffer | string): SourceRecord {
    const raw = rawOf(text)
    return { ordinal: ++this.#ordinal, file: this.file, line, record: undefined, problem, raw }
  }
}

const rawOf = (text: Buffer | string): string => {
  const bytes = typeof text === 'string' ? Buffer.from(text.slice(0, rawLimitBytes)) : text
  const head = bytes.subarray(0, rawLimitBytes)
  const whole = head.subarray(0, head.length - incompleteTailLength(head))
  return showInvalidMarks(whole.toString()).replace(/\r?\n$/, '')
}
