import { describeInputNote } from '../../source/input/input-notes.js'

/** What was noticed about the form of the input, a line each; empty when there was nothing. */
export const describeInputNotes = (notes: readonly Parameters<typeof describeInputNote>[0][]): string =>
  notes.map((note) => `Note: ${describeInputNote(note)}\n`).join('')
