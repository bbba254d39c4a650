import { leftOut } from '../kept-out.js'
import { findCertainShape } from '../secret-shape.js'

const shortest = 20

/** Blanks, quotes, brackets and marks between words. */
const isGap = new Uint8Array(128)
for (let code = 0; code <= 0x20; code++) isGap[code] = 1
for (const mark of '"\'<>()[],;|') isGap[mark.charCodeAt(0)] = 1

/**
 * Whether a text of several words has one that is long enough for a token: a text that is one word is judged as a
 * whole. Looks at a few letters of each word only, since it is asked of every text.
 */
export const hasLongWord = (text: string): boolean => text.length > shortest && findLongWord(text, 0) !== -1

/** Tokens and keys of a shape that nothing else has, in running text. */
export const maskTokens = (text: string, onMasked: (name: string) => void): string => {
  let masked = ''
  let copied = 0
  for (let start = findLongWord(text, 0); start !== -1;) {
    let end = start + shortest
    while (end < text.length && isGap[text.charCodeAt(end)] !== 1) end++
    if (!isTime(text, start) && findCertainShape(text.slice(start, end)) === 'secret') {
      masked += text.slice(copied, start) + leftOut
      copied = end
      onMasked('token')
    }
    start = findLongWord(text, end)
  }
  return copied === 0 ? text : masked + text.slice(copied)
}

/** Where the next word of such a length begins, -1 where none does. */
const findLongWord = (text: string, from: number): number => {
  let start = from
  while (start + shortest <= text.length) {
    let at = start + shortest - 1
    while (at >= start && isGap[text.charCodeAt(at)] !== 1) at--
    if (at < start) return start
    start = at + 1
  }
  return -1
}

/** `2024-01-15T10:30:00Z`, the long word that most texts have. */
const isTime = (text: string, at: number): boolean =>
  text.charCodeAt(at + 4) === 0x2d && text.charCodeAt(at + 7) === 0x2d && text.charCodeAt(at + 10) === 0x54
