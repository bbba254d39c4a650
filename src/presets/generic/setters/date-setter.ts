import type { JsonValue } from '../../../source/source-record.js'
import { readText } from '../../vocabulary/cells/read-text.js'
import { isCanonicalIso, readTimestamp } from '../../vocabulary/cells/read-timestamp.js'
import { toMoment } from '../../vocabulary/cells/read-written-date.js'
import { setPath } from '../../vocabulary/cells/set-path.js'
import type { ColumnSetter } from './column-place.js'
import { addNote, type GenericDraft } from '../generic-draft.js'
import type { ColumnPlace } from './column-place.js'

type DateField = 'createdAt' | 'lastSignInAt' | 'birthdate'

/** Which of the first two numbers of `03/04/2024` is the day. */
export type DateOrder = 'day-first' | 'month-first'

const numeric = /^(\d{1,2})([./-])(\d{1,2})\2(\d{4})(?:[T ,]+(.{1,40}))?$/

/** Whether a text is a day, although it may not be certain which: enough for a column that says since when. */
export const looksLikeDate = (text: string): boolean => {
  const match = numeric.exec(text.trim())
  return match !== null && Number(match[1]) > 0 && Number(match[3]) > 0 && Number(match[4]) > 1601
}

/** What the values of a column prove: a number above 12 is no month. Undefined when none is, or when they disagree. */
export const findDateOrder = (texts: Iterable<string>): DateOrder | undefined => {
  let isDayFirst = false
  let isMonthFirst = false
  for (const text of texts) {
    const match = numeric.exec(text)
    if (match === null) continue
    if (Number(match[1]) > 12) isDayFirst = true
    if (Number(match[3]) > 12) isMonthFirst = true
  }
  if (isDayFirst === isMonthFirst) return undefined
  return isDayFirst ? 'day-first' : 'month-first'
}

/** Made once per column of dates. What cannot be read for certain is kept as text in customData. */
export const createDateSetter = (field: DateField, place: ColumnPlace): ColumnSetter => {
  const order = findDateOrder(place.evidence.valuesOf(place.column).keys())
  return (draft, value) => {
    if (field !== 'birthdate' && isCertain(value)) {
      draft.user.migratedFrom[field] = value
      return
    }
    if (isZeroDate(value, field)) return
    const date =
      field === 'birthdate'
        ? readBirthdate(value, order)
        : (readSerial(value, 20_000) ?? readDate(value, order))
    if (date === undefined) keepText(draft, field, place.column, value)
    else if (field === 'birthdate') draft.user.profile.birthdate = date
    else draft.user.migratedFrom[field] = date
  }
}

/** What most programs write, later than what any of them writes for never. */
const isCertain = (value: JsonValue): value is string =>
  typeof value === 'string' && value >= '1971' && isCanonicalIso(value)

const keepText = ({ user }: GenericDraft, field: DateField, column: string, value: JsonValue): void => {
  setPath(user.customData, [column], value)
  addNote(user, {
    code: 'date_not_read',
    field: field === 'birthdate' ? 'profile.birthdate' : `migratedFrom.${field}`,
    message: `${column}: expected a date that can be read in one way, such as 2024-01-31; kept as text in customData.${column}.`,
  })
}

/** When something ends. Of a day that could be read in two ways, and that the column does not prove, the later one counts. */
export const readEnd = (value: JsonValue, order: DateOrder | undefined): string | undefined => {
  const read = readDate(value, order)
  if (read !== undefined || order !== undefined) return read
  const ways = [readDate(value, 'day-first'), readDate(value, 'month-first')].filter(
    (way) => way !== undefined,
  )
  return ways.toSorted().at(-1)
}

const readDate = (value: JsonValue, order: DateOrder | undefined): string | undefined => {
  const match = typeof value === 'string' ? numeric.exec(value.trim()) : null
  if (match === null) return readTimestamp(value)
  if (order === undefined) return undefined
  const [, first, , second, year, time] = match
  const [day, month] = order === 'day-first' ? [first, second] : [second, first]
  const moment = toMoment(year, Number(month), day, time)
  return moment === undefined ? undefined : new Date(moment).toISOString()
}

const dayMs = 86_400_000
/** Days from Excel's day 0 to 1970. */
const serialOf1970 = 25_569
const lastSerial = 80_000

/** Days since 1900, as a spreadsheet stores dates; as seconds they would all lie in the first day of 1970. */
const readSerial = (value: JsonValue, first: number): string | undefined => {
  const text = readText(value)?.trim()
  if (text === undefined || !/^\d{4,5}(?:[.,]\d{1,12})?$/.test(text)) return undefined
  const serial = Number(text.replace(',', '.'))
  if (serial < first || serial >= lastSerial) return undefined
  return new Date(Math.round((serial - serialOf1970) * 86_400) * (dayMs / 86_400)).toISOString()
}

/** As OpenID Connect writes it: a day, a year alone, or `0000-` for a day without its year. */
const readBirthdate = (value: JsonValue, order: DateOrder | undefined): string | undefined => {
  const text = readText(value)?.trim()
  if (text !== undefined) {
    const iso = /^(\d{4}-\d\d-\d\d)(?:[T ].*)?$/.exec(text)?.[1]
    if (iso !== undefined)
      return /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])$/.test(iso) ? iso : undefined
    if (/^(?:18|19|20)\d\d$/.test(text)) return text
    const serial = readSerial(text, 3000)
    if (serial !== undefined) return serial.slice(0, 10)
  }
  return readDate(value, order)?.slice(0, 10)
}

/** How databases and programs write that there is no date. The first day of 1970 is a birthday as well. */
const isZeroDate = (value: JsonValue, field: DateField): boolean => {
  const text = readText(value)?.trim()
  if (text === undefined) return false
  if (/^0{4}-00-00|^0001-01-01|^1601-01-01|^(?:0?1[./]){2}0001|^00[./]00[./]0000/.test(text)) return true
  if (field === 'birthdate') return text === '0' || text === '-1'
  return /^(?:0|-1|0\.0|1970-01-01(?:[T ]00:00(?::00(?:\.0+)?)?(?: ?(?:Z|UTC|\+00(?::?00)?))?)?|1899-12-30.*|1900-01-01(?:[T ]00:00.*)?|never|nie|jamais|nunca|mai)$/i.test(
    text,
  )
}
