import type { JsonValue } from '../../source/source-record.js'

/** From here on a bare number counts milliseconds; below it, seconds (as milliseconds: March 1973). */
const firstMilliseconds = 100_000_000_000

const lastMilliseconds = 8_640_000_000_000_000

/** `2024-01-15 10:30:00.123456+00`, `2024-01-15T10:30:00Z`, `2024-01-15`. */
const pattern =
  /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d(?::\d\d)?)([.,]\d{1,9})?\s?(Z|UTC|[+-]\d\d(?::?\d\d)?)?)?$/i

/**
 * A moment as ISO 8601 in UTC. Reads ISO, PostgreSQL's text form, seconds and milliseconds since 1970, and
 * `{"$date": …}` of MongoDB exports. A time without a zone is taken as UTC, so that the result does not
 * depend on the machine. Undefined when there is none, or none that can be read.
 */
export const readTimestamp = (value: JsonValue | undefined): string | undefined => {
  if (typeof value === 'number') return toIso(value)
  if (typeof value === 'string') return readTimestampText(value)
  if (value !== null && typeof value === 'object' && !Array.isArray(value)) {
    return readTimestamp(value['$date'] ?? value['$numberLong'])
  }
  return undefined
}

const readTimestampText = (value: string): string | undefined => {
  // What `Date.prototype.toISOString` writes is what most exports hold: no need to parse and print it.
  if (value.length === 24 && isCanonicalIso(value)) return value
  const text = value.trim()
  if (text === '') return undefined
  if (/^-?\d+(\.\d+)?$/.test(text)) return toIso(Number(text))
  const match = pattern.exec(text)
  if (!match) return undefined
  const [, date, time = '00:00', fraction = '', zone = 'Z'] = match
  const milliseconds = fraction === '' ? '' : `.${fraction.slice(1, 4).padEnd(3, '0')}`
  const seconds = time.length === 5 ? `${time}:00` : time
  return fromMilliseconds(Date.parse(`${date}T${seconds}${milliseconds}${normalizeZone(zone)}`))
}

const isCanonicalIso = (value: string): boolean =>
  /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|1\d|2[0-8])T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d\.\d{3}Z$/.test(value)

const normalizeZone = (zone: string): string => {
  if (/^(?:z|utc)$/i.test(zone)) return 'Z'
  const digits = zone.slice(1).replace(':', '').padEnd(4, '0')
  return `${zone[0]}${digits.slice(0, 2)}:${digits.slice(2)}`
}

const toIso = (value: number): string | undefined =>
  fromMilliseconds(Math.abs(value) < firstMilliseconds ? value * 1000 : value)

const fromMilliseconds = (milliseconds: number): string | undefined =>
  Math.abs(milliseconds) <= lastMilliseconds ? new Date(milliseconds).toISOString() : undefined
