import { leftOut } from './kept-out.js'
import { isScrambled } from './scrambled.js'

/** What such links are for, in a part of their path: `reset-password`, `verify_email`, `einladung`. */
const purpose =
  /reset|confirm|verif|activat|aktivier|magic|invit|einlad|token|unlock|unsubscribe|abmeld|recover|passw|zuruecksetz|oauth|session|onetime|one-time|otp/i

/** Whether a text may be a link with a token in its path. */
export const mayHoldTokens = (text: string): boolean => text.includes('://')

/**
 * Links without the tokens that stand in their path behind the name of what they are for:
 * `https://example.com/reset-password/x7Kp2…`. Linear in the length.
 */
export const maskLinks = (text: string, onMasked: (name: string) => void): string => {
  let masked = ''
  let copied = 0
  for (let at = text.indexOf('://'); at !== -1;) {
    let before = ''
    let slash = nextMark(text, at + 3)
    while (text[slash] === '/') {
      const end = nextMark(text, slash + 1)
      const part = text.slice(slash + 1, end)
      if (before !== '' && isScrambled(part)) {
        masked += text.slice(copied, slash + 1) + leftOut
        copied = end
        onMasked(before)
      }
      if (part.length <= longestName && purpose.test(part)) before = part
      slash = end
    }
    // The path is done, and what looks like another link in it as well.
    at = text.indexOf('://', slash)
  }
  return copied === 0 ? text : masked + text.slice(copied)
}

const longestName = 40

/** The next slash, or the end of the path. */
const nextMark = (text: string, from: number): number => {
  let at = from
  while (at < text.length && !isMark(text.charCodeAt(at))) at++
  return at
}

/** A slash, `?`, `#`, `&`, a quote, an angle bracket, a blank. */
const isMark = (code: number): boolean =>
  code === 0x2f ||
  code === 0x3f ||
  code === 0x23 ||
  code === 0x26 ||
  code === 0x22 ||
  code === 0x27 ||
  code === 0x3c ||
  code === 0x3e ||
  code <= 0x20
