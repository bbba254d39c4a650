import { describeInputNote, type InputNotes } from '../../source/input/input-notes.js'

/** What was noticed about the form of the input, a line each; empty when there was nothing. */
export const describeNotes = (notes: InputNotes): string =>
  notes
    .list()
    .map((note) => `Note: ${describeInputNote(note)}\n`)
    .join('')
