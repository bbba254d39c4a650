import { judgeName, type JudgedName } from '../judge-name.js'
import { leftOut } from '../kept-out.js'
import { isScrambled } from '../scrambled.js'

const longestName = 64

/**
 * A text with the values masked that stand behind a secret's name: `Authorization: Bearer …`, `api_key=…`,
 * `"token": "…"`. Looks at each colon and equals sign once, so its time grows with the length alone.
 *
 * @param isSecret decides by the name and the value behind it
 * @param onMasked gets the name of each value that was taken out
 */
export const maskPairs = (
  text: string,
  isSecret: (value: string, name: JudgedName) => boolean,
  onMasked?: (name: string) => void,
): string => {
  let masked = ''
  let copied = 0
  // The colon of a scheme has no value behind it.
  let from = text.startsWith('http') ? 'https:'.length : 0
  let colon = text.indexOf(':', from)
  let sign = text.indexOf('=', from)
  for (;;) {
    if (colon !== -1 && colon < from) colon = text.indexOf(':', from)
    if (sign !== -1 && sign < from) sign = text.indexOf('=', from)
    const mark = colon === -1 || (sign !== -1 && sign < colon) ? sign : colon
    if (mark === -1) break
    from = mark + 1
    const name = readNameBefore(text, mark, copied)
    if (name === '') continue
    const judged = judgeName(name)
    if (judged.verdict === 'open') continue
    const [start, end] = findValue(text, mark + 1)
    if (end === start || isPadding(text, start, end) || !isSecret(text.slice(start, end), judged)) continue
    masked += text.slice(copied, start) + leftOut
    copied = end
    from = end
    onMasked?.(name)
  }
  return copied === 0 ? text : masked + text.slice(copied)
}

/** `…Pw==` is the end of base64, not a password. */
const isPadding = (text: string, start: number, end: number): boolean =>
  end - start === 1 && end === text.length && text[start] === '='

/** The word in front, through closing quotes and blanks: `"api-key" :`, `password=`; at most 64 characters. */
const readNameBefore = (text: string, mark: number, floor: number): string => {
  let end = mark
  const lowest = Math.max(floor, mark - longestName)
  while (end > lowest && isQuoteOrBlank(text.charCodeAt(end - 1))) end--
  let start = end
  while (start > lowest && isNameLetter(text, start - 1)) start--
  const name = text.slice(start, end)
  return hasTwoLetters.test(name) && !isId(name) ? name : ''
}

const hasTwoLetters = /\p{L}{2}/u

/** `https://lh3.example.com/a-/AOh14Gg…=s96-c`: every picture has another one, and each would be taken for a name. */
const isId = (name: string): boolean => name.length >= shortestId && isScrambled(name)

const shortestId = 30

/** `"`, `'`, a backtick, a backslash, `]`, a blank, a tab. */
const isQuoteOrBlank = (code: number): boolean =>
  code === 0x22 ||
  code === 0x27 ||
  code === 0x60 ||
  code === 0x5c ||
  code === 0x5d ||
  code === 0x20 ||
  code === 0x09

/** By its code where it is ASCII: an expression for each letter takes ten times as long. */
const isNameLetter = (text: string, at: number): boolean => {
  const code = text.charCodeAt(at)
  if (code >= 0x80) return nameLetter.test(text[at]!)
  const lower = code | 0x20
  const isLetter = lower >= 0x61 && lower <= 0x7a
  const isDigit = code >= 0x30 && code <= 0x39
  return isLetter || isDigit || code === 0x5f || code === 0x2e || code === 0x2d
}

const nameLetter = /[\p{L}\p{M}\p{N}_.-]/u

/** From the first to behind the last character of the value: quoted, or up to the end of the line or entry. */
const findValue = (text: string, from: number): [start: number, end: number] => {
  let start = from
  while (start < text.length && /[ \t>\\]/.test(text[start]!)) start++
  const quote = text[start]
  if (quote === '"' || quote === "'" || quote === '`') {
    const end = findClosing(text, start + 1, quote)
    return [start + 1, end]
  }
  let end = start
  while (end < text.length && !/[\r\n;&]/.test(text[end]!)) {
    if ((text[end] === ',' || text[end] === '}' || text[end] === ']') && !/[\w+/=]/.test(text[end + 1] ?? ''))
      break
    end++
  }
  return [start, end]
}

const findClosing = (text: string, from: number, quote: string): number => {
  for (let at = from; at < text.length; at++) {
    if (text[at] === '\\') at++
    else if (text[at] === quote) return at
  }
  return text.length
}
