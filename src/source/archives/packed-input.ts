import type { InputNoteCode } from '../input/input-note-codes.js'

/** What was found inside a file: text, or something that was made text of. */
export interface PackedInput {
  bytes: AsyncIterable<Buffer>
  /** Stands for the file's name where the format is told by it. */
  name: string
  note: { code: InputNoteCode; message: string }
  /** What the file is, in a word. */
  kind: 'zip' | 'tar' | 'xlsx'
  /** The number of a row by the line of the text that was made of it. */
  rowOf?: (line: number) => number
}

export interface PackedOptions {
  /** Name of the file inside an archive. */
  member?: string | undefined
  /** Name or number of the sheet of a workbook. */
  sheet?: string | undefined
  signal?: AbortSignal | undefined
}
