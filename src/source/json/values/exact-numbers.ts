import { closingQuote } from './json-depth.js'

/** Doubles keep every number of up to fifteen digits. */
const longDigits = 16

/**
 * Whether a JSON text may hold a number that a double cannot. Looks at every sixteenth character only, as a
 * run of sixteen digits covers at least one of them; long digits inside strings are told apart by what
 * stands before them.
 */
export const hasLongNumber = (text: string): boolean => {
  for (let at = longDigits - 1; at < text.length; at += longDigits) {
    if (!isNumberCode(text.charCodeAt(at))) continue
    let start = at
    while (start > 0 && isNumberCode(text.charCodeAt(start - 1))) start--
    let end = at + 1
    while (end < text.length && isNumberCode(text.charCodeAt(end))) end++
    if (end - start >= longDigits && mayPrecedeNumber(text.charCodeAt(start - 1))) return true
    // Behind the run: a long one in a string would be gone over again from each of its places.
    at = end - (end % longDigits) - 1
  }
  return false
}

/** Digits, the decimal point, and minus, which stands only at the start. */
const isNumberCode = (code: number): boolean => code <= 57 && code >= 45 && code !== 47

const mayPrecedeNumber = (code: number): boolean =>
  code === 58 || code === 44 || code === 91 || code === 32 || code === 10 || code === 13 || code === 9

const numberPattern = /-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/y

/** The same JSON text with quotes around every number that a double cannot hold. */
export const quoteLongNumbers = (text: string): string => {
  const parts: string[] = []
  let copiedTo = 0
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at)
    if (code === 34) at = closingQuote(text, at)
    else if (code === 45 || (code >= 48 && code <= 57)) {
      numberPattern.lastIndex = at
      const number = numberPattern.exec(text)?.[0] ?? '-'
      if (!isExact(number)) {
        parts.push(text.slice(copiedTo, at), '"', number, '"')
        copiedTo = at + number.length
      }
      at += number.length - 1
    }
  }
  parts.push(text.slice(copiedTo))
  return parts.join('')
}

/**
 * Whether a number survives as a double. Whole numbers beyond 2^53 never do, even those that a double happens
 * to hit: the ids of one column must all be of one kind.
 *
 * @param number as JSON writes it
 */
export const isExact = (number: string): boolean => {
  const value = Number(number)
  if (/^-?\d+$/.test(number)) return Number.isSafeInteger(value)
  return Number.isFinite(value) && isSameDecimal(number, String(value))
}

const isSameDecimal = (a: string, b: string): boolean => decimalOf(a) === decimalOf(b)

/** Digits without zeros at either end, and the power of ten of the last of them. */
const decimalOf = (number: string): string => {
  const [, sign = '', whole = '', fraction = '', exponent = '0'] =
    /^(-?)(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d+))?$/.exec(number) ?? []
  const digits = (whole + fraction).replace(/^0+/, '')
  let end = digits.length
  while (end > 0 && digits[end - 1] === '0') end--
  if (end === 0) return '0'
  const power = Number(exponent) - fraction.length + (digits.length - end)
  return `${sign}${digits.slice(0, end)}e${power}`
}
