import type { InputNoteCode } from '../input/input-note-codes.js'
import { isSeparator, slash } from './json-bytes.js'
import { skipLooseSpace } from './values/parse-loose-json.js'

export interface Gap {
  /** Where the next element begins, if one follows. */
  end: number
  lineCount: number
  hasComma: boolean
}

/**
 * Passes over what stands between two elements of a list: blanks, commas, comments.
 *
 * @param onNotes gets what the comments are, and the lines before them
 * @returns undefined when a comment is not closed in what is in view
 */
export const skipGap = (
  bytes: Buffer,
  start: number,
  isEnded: boolean,
  onNotes: (notes: ReadonlySet<InputNoteCode>, lineCount: number) => void,
): Gap | undefined => {
  const gap: Gap = { end: start, lineCount: 0, hasComma: false }
  while (true) {
    while (isSeparator(bytes[gap.end])) {
      if (bytes[gap.end] === 0x0a) gap.lineCount++
      else if (bytes[gap.end] === 0x2c) gap.hasComma = true
      gap.end++
    }
    if (bytes[gap.end] !== slash) return gap
    const space = skipLooseSpace(bytes, gap.end)
    if (space === 'incomplete' && !isEnded) return undefined
    if (typeof space === 'string') return gap
    onNotes(space.notes, gap.lineCount)
    gap.lineCount += space.lineCount
    gap.end = space.end
  }
}
