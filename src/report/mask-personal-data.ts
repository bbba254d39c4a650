import type { JsonObject, JsonValue } from '../source/source-record.js'

/**
 * A source key that is nothing but an id stays; anything else could be a name, an address or a number of a person
 * and is shortened. Place and ordinal name the record all the same.
 */
export const maskKey = (key: string): string => (opaqueKey.test(key) ? key : shorten(key))

/** Short numbers, hex, UUID, ULID, `u12`, `user_2abC…`, `auth0|6571…`; a bare long number may be a phone. */
const opaqueKey =
  /^(?:[A-Za-z]?\d{1,9}|(?!phone|tel|sms|mobile)[\w-]{1,30}[|:](?:[0-9a-f]{16,}|\d{1,24})|(?=\w*[a-f])[0-9a-f]{16,}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|[0-9A-HJKMNP-TV-Z]{26}|[a-z]{2,12}_(?=\w*\d)[A-Za-z0-9]{16,})$/

/** A message without what it quotes of the record. */
export const maskMessage = (text: string): string =>
  maskAddresses(text.replace(quoted, (_match, content: string) => `"${maskValue(content)}"`))

/** What messages quote is written as JSON text; one that was cut has no end. */
const quoted = /"((?:[^"\\]|\\(?:.|$))*)(?:"|$)/gs

/** The shape of a record: names of fields, kinds and first letters of values. */
export const maskRecord = (record: JsonObject): JsonObject => {
  const masked: JsonObject = {}
  for (const [name, value] of Object.entries(record)) {
    Object.defineProperty(masked, maskAddresses(name), {
      value: maskJson(value),
      enumerable: true,
      writable: true,
      configurable: true,
    })
  }
  return masked
}

const maskJson = (value: JsonValue): JsonValue => {
  if (Array.isArray(value)) return value.map(maskJson)
  if (typeof value === 'object' && value !== null) return maskRecord(value)
  if (typeof value === 'string') return value === '' ? '' : maskValue(value)
  // Long enough to be a phone number, or the time of somebody's birth.
  return typeof value === 'number' && Math.abs(value) >= 100_000 ? '…' : value
}

const maskValue = (text: string): string =>
  wholeAddress.test(text) ? maskAddress(text) : text.length < 3 ? '…' : `${firstOf(text)}…`

const wholeAddress = /^[^\s@"]+@[^\s@"]+$/

const maskAddresses = (text: string): string =>
  (text.includes('@')
    ? text.replace(address, (match) => (match === exampleAddress ? match : maskAddress(match)))
    : text
  ).replace(phone, (match) => (match === examplePhone ? match : `${match.slice(0, 2)}…`))

const maskAddress = (text: string): string =>
  `${firstOf(text)}…@${firstOf(text.slice(text.lastIndexOf('@') + 1))}…`

/** What messages themselves say that they expect. */
const exampleAddress = 'name@example.com'
const examplePhone = '+14155550123'

// From the beginning of a word: in a long one without an at sign, every place would be tried up to its end.
const address = /(?<![^\s@"'<>()[\],;:])[^\s@"'<>()[\],;:]+@[^\s@"'<>()[\],;:]+/g
const phone = /\+\d[\d ().-]{5,}\d|(?<![\d.:-])\d{9,}(?![\d.:-])/g

const shorten = (text: string): string => {
  const letters = Array.from(text)
  return letters.length < 8 ? '…' : `${letters.slice(0, 2).join('')}…${letters.at(-1)}`
}

const firstOf = (text: string): string => Array.from(text.slice(0, 2))[0] ?? ''
