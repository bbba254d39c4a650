/** What the reader of SQL makes of a stretch of text that ends before the thing does. */
export const incomplete = -1
/** … and of text that is no such thing. */
export const broken = -2

export interface SqlValue {
  /** Null for NULL; numbers and literals as they are written. */
  value: string | null
  end: number
}

/** Blanks and comments. @returns `incomplete` when a comment is not closed in `text` */
export const skipSqlSpace = (text: string, start: number): number => {
  let at = start
  while (at < text.length) {
    const char = text[at] ?? ''
    if (/\s/.test(char)) at++
    else if (text.startsWith('--', at) || (char === '#' && text[at - 1] !== '-')) {
      const end = text.indexOf('\n', at)
      if (end === -1) return incomplete
      at = end + 1
    } else if (text.startsWith('/*', at)) {
      const end = text.indexOf('*/', at + 2)
      if (end === -1) return incomplete
      at = end + 2
    } else return at
  }
  return incomplete
}

/** The end of a quoted text; a doubled quote is one. */
export const quoteEnd = (text: string, start: number, hasBackslashes: boolean): number => {
  const quote = text[start]
  for (let at = start + 1; at < text.length; at++) {
    const char = text[at]
    if (char === '\\' && hasBackslashes) at++
    else if (char === quote) {
      if (text[at + 1] !== quote) return at + 1 < text.length ? at + 1 : incomplete
      at++
    }
  }
  return incomplete
}

const escapes: Record<string, string> = { n: '\n', r: '\r', t: '\t', b: '\b', '0': '\0', Z: '\x1a' }

const unescape = (inner: string, quote: string, hasBackslashes: boolean): string => {
  const single = inner.replaceAll(quote + quote, quote)
  return hasBackslashes && single.includes('\\')
    ? single.replace(/\\([\s\S])/g, (_, char: string) => escapes[char] ?? char)
    : single
}

/** Introducers that change nothing: `N'…'` of MSSQL, `_utf8mb4'…'` and `_binary '…'` of MySQL, `DATE '…'`. */
const introducer = /(?:n(?=')|_\w{1,32}\s?(?=')|(?:date|time|timestamp|datetime)\s{0,4}(?='))/iy
/** Calls that say of what type a text is, or how it is written. */
const typing =
  /(?:cast|convert|to_date|to_timestamp|to_timestamp_tz|to_clob|to_nclob|to_char|to_number|str_to_date)\s{0,4}\(/iy
const typingType = /[\w$]{1,64}(?: ?\( ?\w{1,9} ?(?:, ?\d{1,9} ?)?\))? {0,4},/y
/** `AS DateTime2`, `AS decimal(10, 2)`, further arguments that are texts or numbers, and the end of the call. */
const typingEnd =
  /(?:\s{1,8}as\s{1,8}[\w$.]{1,64}(?: [\w$]{1,64}){0,4}(?: ?\( ?\w{1,9} ?(?:, ?\d{1,9} ?)?\))?| {0,8}, {0,8}(?:n?'[^']{0,200}'|\d{1,9}))* {0,8}\)/iy
/** Behind the value of such a call no more than this is looked at. */
const longestTyping = 400
/** Cassandra writes them without quotes. */
const uuid = /[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}/iy
const word = /[+-]?[\w.]+(?:[eE][+-]?\d+)?/y
const cast =
  /\s*::\s*[\w.]+(?:\s+(?:varying|precision|without time zone|with time zone))?(?:\(\d+\))?(?:\[\])?/y

/**
 * A value of a row: text, number, NULL, true, false, `X'…'`, `0x…`, with casts (`::date`, `CAST('…' AS date)`,
 * `to_date('…', '…')`). Anything else, such as another call, is `broken`: only the database could work it out.
 */
export const readSqlValue = (text: string, start: number, hasBackslashes: boolean): SqlValue | number => {
  typing.lastIndex = start
  if (typing.test(text)) return readTyped(text, start, typing.lastIndex, hasBackslashes)
  let at = start
  introducer.lastIndex = at
  if (introducer.test(text)) at = introducer.lastIndex
  const isEscaped = /[eE]/.test(text[at] ?? '') && text[at + 1] === "'"
  const isHex = /[xX]/.test(text[at] ?? '') && text[at + 1] === "'"
  // A BIT: b'1'.
  const isBits = /[bB]/.test(text[at] ?? '') && text[at + 1] === "'"
  if (isEscaped || isHex || isBits) at++
  // MySQL and SQLite write texts in double quotes as well; no name can stand where a value does.
  const quote = text[at]
  if (quote === "'" || quote === '"') {
    const end = quoteEnd(text, at, hasBackslashes || isEscaped)
    if (end < 0) return end
    const inner = text.slice(at + 1, end - 1)
    const value = isHex ? hexText(inner) : unescape(inner, quote, hasBackslashes || isEscaped)
    return skipCast(text, end, value)
  }
  uuid.lastIndex = at
  if (uuid.test(text) && uuid.lastIndex < text.length) {
    return { value: text.slice(at, uuid.lastIndex), end: uuid.lastIndex }
  }
  word.lastIndex = at
  if (!word.test(text)) return at >= text.length ? incomplete : broken
  const end = word.lastIndex
  if (end >= text.length) return incomplete
  const found = text.slice(at, end)
  if (/^null$/i.test(found)) return skipCast(text, end, null)
  if (/^0x[\da-f]+$/i.test(found)) return { value: hexText(found.slice(2)), end }
  if (/^(?:true|false)$/i.test(found)) return skipCast(text, end, found.toLowerCase())
  return /^[+-]?\d/.test(found) ? skipCast(text, end, found) : broken
}

/** The value inside `CAST('…' AS date)`, `CONVERT(date, '…', 120)` and their like. Calls do not stand in each other. */
const readTyped = (
  text: string,
  start: number,
  inside: number,
  hasBackslashes: boolean,
): SqlValue | number => {
  typingType.lastIndex = inside
  const isConvert = /^convert/i.test(text.slice(start, start + 7)) && typingType.test(text)
  const at = skipSqlSpace(text, isConvert ? typingType.lastIndex : inside)
  if (at < 0) return at
  typing.lastIndex = at
  const value = typing.test(text) ? broken : readSqlValue(text, at, hasBackslashes)
  if (typeof value === 'number') return value
  typingEnd.lastIndex = value.end
  if (typingEnd.test(text)) return { value: value.value, end: typingEnd.lastIndex }
  return text.length - value.end < longestTyping ? incomplete : broken
}

const skipCast = (text: string, end: number, value: string | null): SqlValue => {
  cast.lastIndex = end
  return { value, end: text.startsWith(':', end) && cast.test(text) ? cast.lastIndex : end }
}

/** Bytes that are text are text; others stay in hex, as ids and digests are. */
const hexText = (hex: string): string => {
  const text = Buffer.from(hex, 'hex').toString('utf8')
  return /^[\x20-\x7e]+$/.test(text) ? text : hex.toLowerCase()
}

/** A name, quoted or not, with its schema: `"public"."users"` is `public.users`. */
export const readSqlName = (text: string, start: number): { name: string; end: number } | number => {
  const parts: string[] = []
  let at = start
  while (true) {
    const quote = text[at] ?? ''
    if (quote === '"' || quote === '`' || quote === '[') {
      const end = quote === '[' ? text.indexOf(']', at) + 1 : quoteEnd(text, at, false)
      if (end <= 0) return incomplete
      parts.push(text.slice(at + 1, end - 1).replaceAll(quote + quote, quote))
      at = end
    } else {
      const found = /^[\w$]+/.exec(text.slice(at, at + 200))?.[0]
      if (found === undefined) return at >= text.length ? incomplete : broken
      parts.push(found)
      at += found.length
    }
    if (text[at] !== '.') return at >= text.length ? incomplete : { name: parts.join('.'), end: at }
    at++
  }
}
