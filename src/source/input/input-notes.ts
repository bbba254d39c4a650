import type { PageHints } from '../json/pages/page-hints.js'
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

/** A list inside an object, and what the object says about it. */
export interface NotedPage {
  file: string
  items: number
  hints: PageHints
}

/** What readers noticed on their way, each thing once a file. Shared by all files of one input. */
export class InputNotes {
  readonly #notes = new Map<string, InputNote>()
  readonly #pages: NotedPage[] = []

  /**
   * @param message only where the sentence of the code does not say enough; the first one stays
   * @param count how often it was met, from this line on
   */
  add(
    code: InputNoteCode,
    file: string,
    line: number,
    message: string = inputNoteCodes[code],
    count = 1,
  ): void {
    const key = `${code}\0${file}`
    const known = this.#notes.get(key)
    if (known === undefined) this.#notes.set(key, { code, file, line, count, message })
    else known.count += count
  }

  /** What was noticed since it was last taken; for readers that hand it on bit by bit. */
  take(): InputNote[] {
    const notes = [...this.#notes.values()]
    this.#notes.clear()
    return notes
  }

  /** The pages that were added since they were last taken. */
  takePages(): NotedPage[] {
    return this.#pages.splice(0)
  }

  has(code: InputNoteCode): boolean {
    return this.list().some((note) => note.code === code)
  }

  addPage(file: string, items: number, hints: PageHints): void {
    this.#pages.push({ file, items, hints })
  }

  /** Whether the input says of itself that it is a part of a longer list. */
  get isPartial(): boolean {
    const here = this.#pages.reduce((sum, { items }) => sum + items, 0)
    const total = this.#pages.reduce((most, page) => Math.max(most, page.hints.total ?? 0), 0)
    const allHaveMore = this.#pages.length > 0 && this.#pages.every(({ hints }) => hints.hasMore === true)
    return allHaveMore || total > here
  }

  list(): InputNote[] {
    const notes = [...this.#notes.values()]
    const [page] = this.#pages
    if (page === undefined || !this.isPartial) return notes
    const here = this.#pages.reduce((sum, { items }) => sum + items, 0)
    const total = this.#pages.reduce((most, one) => Math.max(most, one.hints.total ?? 0), 0)
    const says = total > here ? `says that there are ${total}` : 'says that more follow'
    const message = `The file is one page of a list: it ${says}, and ${here} are here. Fetch the other pages too.`
    return [{ code: 'input_page', file: page.file, line: 1, count: 1, message }, ...notes]
  }
}

/** One line for people. */
export const describeInputNote = ({ file, line, count, message }: Omit<InputNote, 'code'>): string =>
  `${file}: ${message} (line ${line}${count === 1 ? '' : `, ${count} times`})`
