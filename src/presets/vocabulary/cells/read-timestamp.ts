import type { JsonValue } from '../../../source/source-record.js'
import { readNumberTime } from './read-number-time.js'
import { readWrittenDate } from './read-written-date.js'
import { writeIso } from './write-iso.js'

const lastMilliseconds = 8_640_000_000_000_000

/** `2024-01-15 10:30:00.123456+00`, `2024-01-15T10:30:00Z`, `2024-01-15`. */
const pattern =
  /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d(?::\d\d)?)([.,]\d{1,9})?\s?(Z|UTC|[+-]\d\d(?::?\d\d)?)?)?$/i

/**
 * A moment as ISO 8601 in UTC. Reads ISO, PostgreSQL's text form, dates that leave no doubt (the year in front, or
 * the month as a word), bare numbers by their size (seconds to nanoseconds since 1970, FILETIME, ticks), and
 * `{"$date": …}` of MongoDB exports, `{"_seconds": …}` of Firestore's. A time without a zone is taken as UTC, so that the result does not
 * depend on the machine. Undefined when there is none, none that can be read, or the zero of a system: years
 * up to 1601 are how databases and languages write never.
 */
export const readTimestamp = (value: JsonValue | undefined): string | undefined => {
  if (typeof value === 'number') return toIso(value)
  if (typeof value === 'string') return readTimestampText(value)
  if (value !== null && typeof value === 'object' && !Array.isArray(value)) {
    return readTimestamp(value['$date'] ?? value['$numberLong'] ?? value['_seconds'] ?? value['seconds'])
  }
  return undefined
}

const readTimestampText = (value: string): string | undefined => {
  // What `Date.prototype.toISOString` writes is what most exports hold: no need to parse and print it.
  if (isCanonicalIso(value)) return isZero(value) ? undefined : value
  const text = value.trim()
  if (text === '') return undefined
  if (/^-?\d+(\.\d+)?$/.test(text)) return readDigits(text)
  if (plainUtc.test(text) && !isZero(text)) return orderIso(text)
  const match = pattern.exec(text)
  if (!match) return fromMilliseconds(readSerialisedDate(text) ?? readWrittenDate(text))
  const [, date = '', time = '00:00', fraction = '', zone = 'Z'] = match
  if (!isDayOfMonth(date)) return undefined
  const milliseconds = fraction === '' ? '' : `.${fraction.slice(1, 4).padEnd(3, '0')}`
  const seconds = time.length === 5 ? `${time}:00` : time
  return fromMilliseconds(Date.parse(`${date}T${seconds}${milliseconds}${normalizeZone(zone)}`))
}

/** `Date.parse` makes 1 March of 30 February. */
const isDayOfMonth = (date: string): boolean =>
  Number(date.slice(8)) <= 28 ||
  new Date(`${date.slice(0, 7)}-01T00:00:00Z`).getUTCMonth() === new Date(`${date}T00:00:00Z`).getUTCMonth()

/** `/Date(1588147593000+0200)/`, as JSON of .NET writes a moment: the zone only says where it was written. */
const readSerialisedDate = (text: string): number | undefined => {
  const milliseconds = /^\\?\/Date\((-?\d{1,15})(?:[+-]\d{4})?\)\\?\/$/.exec(text)?.[1]
  return milliseconds === undefined ? undefined : Number(milliseconds)
}

/** What databases write most: no need to parse and print it either, only to put it in order. */
const plainUtc =
  /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|1\d|2[0-8])[T ](?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d{3,9})?(?:Z|\+00(?::?00)?)?$/

const orderIso = (text: string): string => {
  const milliseconds = text[19] === '.' ? text.slice(20, 23) : '000'
  return `${text.slice(0, 10)}T${text.slice(11, 19)}.${milliseconds}Z`
}

/** As `Date.prototype.toISOString` writes it, up to the 28th of the month. */
export const isCanonicalIso = (value: string): boolean =>
  value.length === 24 &&
  /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|1\d|2[0-8])T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d\.\d{3}Z$/.test(value)

const normalizeZone = (zone: string): string => {
  if (/^(?:z|utc)$/i.test(zone)) return 'Z'
  const digits = zone.slice(1).replace(':', '').padEnd(4, '0')
  return `${zone[0]}${digits.slice(0, 2)}:${digits.slice(2)}`
}

/** Eight or fourteen digits that are a date count as one: as a number they would be 1970 or the year 2611. */
const readDigits = (text: string): string | undefined =>
  fromMilliseconds(
    (text.length === 8 || text.length === 14 ? readWrittenDate(text) : undefined) ??
      readNumberTime(Number(text)),
  )

const toIso = (value: number): string | undefined =>
  value >= 19_000_101 && Number.isInteger(value)
    ? readDigits(String(value))
    : fromMilliseconds(readNumberTime(value))

const fromMilliseconds = (milliseconds: number | undefined): string | undefined => {
  if (milliseconds === undefined || !(Math.abs(milliseconds) <= lastMilliseconds)) return undefined
  const iso = writeIso(milliseconds)
  return isZero(iso) ? undefined : iso
}

/** `0000-…`, `0001-01-01` (.NET, Go), `1601-01-01` (Windows), and dates before our era. */
const isZero = (iso: string): boolean => {
  const first = iso.charCodeAt(0)
  return first === 0x30 || first === 0x2d || iso.startsWith('1601-01-01')
}
