/** Added to where a string ends that has to be read escape by escape. */
export const escaped = 0x80000000

/** Doubles keep every number of so many digits. */
const exactDigits = 15

/**
 * Passes over a string, a number or a word of JSON.
 *
 * @returns the offset behind it; below zero for a string with escapes; 0 where it is nothing of the kind, or a number
 *   that a double may not keep as it is written
 */
export const skipValue = (text: string, start: number): number => {
  const first = text.charCodeAt(start)
  if (first === 0x22) return skipString(text, start + 1)
  if (first === 0x74) return text.startsWith('true', start) ? start + 4 : 0
  if (first === 0x66) return text.startsWith('false', start) ? start + 5 : 0
  if (first === 0x6e) return text.startsWith('null', start) ? start + 4 : 0
  return skipNumber(text, start)
}

const skipString = (text: string, start: number): number => {
  let at = start
  let sign = 1
  while (true) {
    const code = text.charCodeAt(at)
    if (code === 0x22) return sign * (at + 1)
    if (code === 0x5c) {
      const length = escapeLength(text, at + 1)
      if (length === 0) return 0
      at += length
      sign = -1
    } else if (!(code >= 0x20)) return 0
    at += 1
  }
}

const hexDigits = /[\da-fA-F]{4}/y

/** @returns characters behind the backslash; 0 where JSON has no such escape */
const escapeLength = (text: string, at: number): number => {
  const char = text[at] ?? ''
  if (char !== 'u') return char !== '' && '"\\/bfnrt'.includes(char) ? 1 : 0
  hexDigits.lastIndex = at + 1
  return hexDigits.test(text) ? 5 : 0
}

const isDigit = (code: number): boolean => code >= 0x30 && code <= 0x39

const skipNumber = (text: string, start: number): number => {
  let at = text.charCodeAt(start) === 0x2d ? start + 1 : start
  const whole = at
  while (isDigit(text.charCodeAt(at))) at += 1
  let digits = at - whole
  // No digits, a zero before others, and minus zero, which is a number of its own.
  if (digits === 0 || (text.charCodeAt(whole) === 0x30 && (digits > 1 || whole > start))) return 0
  if (text.charCodeAt(at) === 0x2e) {
    const fraction = at + 1
    at = fraction
    while (isDigit(text.charCodeAt(at))) at += 1
    if (at === fraction) return 0
    digits += at - fraction
  }
  return digits <= exactDigits && !mayGoOn(text.charCodeAt(at)) ? at : 0
}

/** An exponent, or what is no number at all. */
const mayGoOn = (code: number): boolean => code === 0x65 || code === 0x45 || code === 0x2e
