import { type InputNoteCode, inputNoteCodes } from './input-note-codes.js'

/** Something about the form of an input that was understood, and that people should know all the same. */
export interface InputNote {
  code: InputNoteCode
  file: string
  /** Physical line on which it was met first, from 1. */
  line: number
  /** How often it was met in the file. */
  count: number
  message: string
}

/** What readers noticed on their way, each thing once a file. Shared by all files of one input. */
export class InputNotes {
  readonly #notes = new Map<string, InputNote>()

  /** @param message only where the sentence of the code does not say enough; the first one stays */
  add(code: InputNoteCode, file: string, line: number, message: string = inputNoteCodes[code]): void {
    const key = `${code}\0${file}`
    const known = this.#notes.get(key)
    if (known === undefined) this.#notes.set(key, { code, file, line, count: 1, message })
    else known.count += 1
  }

  has(code: InputNoteCode): boolean {
    return this.list().some((note) => note.code === code)
  }

  list(): InputNote[] {
    return [...this.#notes.values()]
  }
}

/** One line for people. */
export const describeInputNote = ({ file, line, count, message }: InputNote): string =>
  `${file}: ${message} (line ${line}${count === 1 ? '' : `, ${count} times`})`
