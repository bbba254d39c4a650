/** Shorter ones may be a number with a letter. */
const shortest = 10

/**
 * Whether a word was made at random: letters and digits mixed throughout, as no slug, name or date is. `2024-summit-7`
 * is not, `x7Kp2mQ9vL` is.
 */
export const isScrambled = (text: string): boolean => {
  if (text.length < shortest || text.length > 512 || !/^[\w.~%=+-]+$/.test(text)) return false
  if (text.length >= 20 && /^[\da-f]+$/i.test(text)) return /[a-f]/i.test(text)
  let changes = 0
  let digits = 0
  let previous = 0
  for (let at = 0; at < text.length; at++) {
    const kind = kindOf(text.charCodeAt(at))
    if (kind === digit) digits += 1
    // A capital letter begins words too.
    if (kind !== 0 && previous !== 0 && kind !== previous && !(previous === capital && kind === small))
      changes += 1
    previous = kind
  }
  return digits > 0 && digits < text.length && changes * 5 >= text.length
}

const small = 1
const capital = 2
const digit = 3

const kindOf = (code: number): number => {
  if (code >= 0x61 && code <= 0x7a) return small
  if (code >= 0x41 && code <= 0x5a) return capital
  return code >= 0x30 && code <= 0x39 ? digit : 0
}
