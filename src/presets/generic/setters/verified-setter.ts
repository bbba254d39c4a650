import type { JsonValue } from '../../../source/source-record.js'
import { readText } from '../../vocabulary/cells/read-text.js'
import { readTimestamp } from '../../vocabulary/cells/read-timestamp.js'
import { createFlagReader } from '../columns/flag-reader.js'
import { refuseCell } from '../generic-draft.js'
import type { ColumnPlace, ColumnSetter } from './column-place.js'
import { looksLikeDate } from './date-setter.js'

/** Some tables hold the time of verification in the column of the flag. */
export const createVerifiedSetter = (
  field: 'emailVerified' | 'phoneVerified',
  { column, evidence }: ColumnPlace,
  isTime = false,
): ColumnSetter => {
  const readFlag = createFlagReader(column, evidence)
  return (draft, value) => {
    const flag = readFlag(value)
    const isVerified = flag ?? readVerifiedWord(value) ?? hasMoment(value)
    // Whatever does not say yes leaves the address unproved; the flag comes before the time.
    if (!isTime || draft.user[field] === undefined) draft.user[field] = isVerified
    if (!isVerified && flag === undefined && !isPlainNo(value))
      refuseCell(draft, field, 'true, false or a time')
  }
}

const verifiedWords =
  /^(?:verified|confirmed|validated|approved|verifiziert|bestätigt|vérifié|confirmé|verificado|confirmado|verificato|zweryfikowany|подтвержден|已验证|確認済み)$/i

const readVerifiedWord = (value: JsonValue): true | undefined =>
  verifiedWords.test(readText(value)?.trim() ?? '') ? true : undefined

const isPlainNo = (value: JsonValue): boolean =>
  /^(?:un\w+|not[ _-]\w+|pending|none|null|\(null\)|nan|nein|never|0{4}-.*|0001-.*|1970-01-01.*)$/i.test(
    readText(value)?.trim() ?? '',
  )

/** The first second of 1970 is how a table of numbers says never. */
const hasMoment = (value: JsonValue): boolean => {
  const moment = readTimestamp(value)
  if (moment === undefined) return looksLikeDate(readText(value) ?? '')
  return !moment.startsWith('1970-01-01T00:00:0') && readText(value)?.trim() !== '-1'
}
