const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']

/** `2024/01/15 10:30`, `2024.01.15`: the year first leaves no doubt. */
const yearFirst = /^(\d{4})[/.](\d{1,2})[/.](\d{1,2})(?:[T ,]+([^T ,].*))?$/

/** `20240115`, `20240115103000Z` (LDAP, ASN.1), `20240115T103000Z`, `20240115103000.0Z`, `20240115103000+0100`. */
const compact =
  /^((?:19|20)\d\d)(0[1-9]|1[0-2])([0-2]\d|3[01])(?:T?([01]\d|2[0-3])([0-5]\d)([0-5]\d)?(?:[.,]\d{1,9})?(Z|[+-]\d\d(?::?\d\d)?)?)?$/i

/** `Mon, 15 Jan 2024 10:30:00 GMT`, `15-Jan-2024`. */
const dayThenMonth =
  /^(?:[a-z]{3,9},? +)?(\d{1,2})[ -]([a-z]{3})[a-z]{0,6}\.?[ ,-]+(\d{4})(?:,? +([^ ].*))?$/i

/** `Jan 15, 2024 10:30 AM`, `Mon Jan 15 2024 10:30:00 GMT+0100 (CET)`. */
const monthThenDay =
  /^(?:[a-z]{3,9},? +)?([a-z]{3})[a-z]{0,6}\.? +(\d{1,2})(?:st|nd|rd|th)?,? +(\d{4})(?:,? +(?:at +)?([^ ].*))?$/i

/**
 * Milliseconds since 1970 of a date that is not ISO 8601 and yet leaves no doubt: the year in front, or the month as
 * an English word. A time without a zone is taken as UTC. Undefined for every other.
 */
export const readWrittenDate = (text: string): number | undefined => {
  if (text.length > 64) return undefined
  let match = compact.exec(text)
  if (match !== null) {
    const [, year, month, day, hour = '0', minute = '0', second = '0', zone] = match
    return toMoment(year, Number(month), day, `${hour}:${minute}:${second}`, zone)
  }
  match = yearFirst.exec(text)
  if (match !== null) return toMoment(match[1], Number(match[2]), match[3], match[4])
  match = dayThenMonth.exec(text)
  if (match !== null) return toMoment(match[3], monthOf(match[2]), match[1], match[4])
  match = monthThenDay.exec(text)
  return match === null ? undefined : toMoment(match[3], monthOf(match[1]), match[2], match[4])
}

const monthOf = (name = ''): number => months.indexOf(name.toLowerCase()) + 1

/** A date in numbers whose order is known, with a time of day or none. */
export const toMoment = (
  year: string | undefined,
  month: number,
  day: string | undefined,
  time?: string,
  zone?: string,
): number | undefined => {
  const clock = time === undefined ? midnight : readClock(time)
  if (clock === undefined) return undefined
  const minutes = clock.zoneMinutes ?? (zone === undefined ? 0 : readZone(zone))
  if (minutes === undefined) return undefined
  const date = Date.UTC(Number(year), month - 1, Number(day))
  // `Date.UTC` turns 31 April into 1 May.
  if (new Date(date).getUTCMonth() !== month - 1 || Number(day) < 1) return undefined
  return date + clock.milliseconds - minutes * 60_000
}

interface Clock {
  milliseconds: number
  zoneMinutes: number | undefined
}

const midnight: Clock = { milliseconds: 0, zoneMinutes: undefined }

const clockPattern =
  /^(\d{1,2}):(\d{1,2})(?::(\d{1,2})(?:[.,](\d{1,9}))?)?(?: ?([ap])\.?m\.?)?(?: ?(Z|UTC|GMT)?([+-]\d\d:?\d\d)?)?(?: \([^()]*\))?$/i

const readClock = (text: string): Clock | undefined => {
  const match = clockPattern.exec(text.trim())
  if (match === null) return undefined
  const [, hourText, minute, second = '0', fraction = '', half, named, offset] = match
  let hour = Number(hourText)
  if (half !== undefined) hour = (hour % 12) + (half.toLowerCase() === 'p' ? 12 : 0)
  if (hour > 23 || Number(minute) > 59 || Number(second) > 60) return undefined
  const milliseconds =
    ((hour * 60 + Number(minute)) * 60 + Number(second)) * 1000 + Number(fraction.slice(0, 3).padEnd(3, '0'))
  if (offset !== undefined) return { milliseconds, zoneMinutes: readZone(offset) }
  return { milliseconds, zoneMinutes: named === undefined ? undefined : 0 }
}

const readZone = (zone: string): number | undefined => {
  if (/^z$/i.test(zone)) return 0
  const match = /^([+-])(\d\d):?(\d\d)?$/.exec(zone)
  if (match === null) return undefined
  return (match[1] === '-' ? -1 : 1) * (Number(match[2]) * 60 + Number(match[3] ?? 0))
}
