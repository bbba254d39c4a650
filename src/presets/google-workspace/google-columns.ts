import type { JsonObject, JsonValue } from '../../source/source-record.js'
import { setPath } from '../vocabulary/cells/set-path.js'
import { readText } from '../vocabulary/cells/read-text.js'

/** Headings of the console's download, folded, and where the Directory API has the same. */
const headings = new Map<string, readonly string[]>([
  ['first name', ['name', 'givenName']],
  ['last name', ['name', 'familyName']],
  ['email address', ['primaryEmail']],
  ['password', ['password']],
  ['password hash function', ['hashFunction']],
  ['org unit path', ['orgUnitPath']],
  ['status', ['state']],
  ['last sign in', ['lastLoginTime']],
  ['recovery email', ['recoveryEmail']],
  ['recovery phone', ['recoveryPhone']],
  ['employee id', ['employeeId']],
  ['employee type', ['employeeType']],
  ['employee title', ['title']],
  ['manager email', ['managerEmail']],
  ['department', ['department']],
  ['cost center', ['costCenter']],
  ['2sv enrolled', ['isEnrolledIn2Sv']],
  ['2sv enforced', ['isEnforcedIn2Sv']],
  ['change password at next sign-in', ['changePasswordAtNextLogin']],
])

/** Columns with several values of one kind in the API. */
const listed = new Map<string, readonly ['emails' | 'phones', string]>([
  ['home secondary email', ['emails', 'home']],
  ['work secondary email', ['emails', 'work']],
  ['mobile phone', ['phones', 'mobile']],
  ['work phone', ['phones', 'work']],
  ['home phone', ['phones', 'home']],
])

/** Only for uploads, or no data of the person. */
const leftOut: ReadonlySet<string> = new Set([
  'new primary email',
  'new status',
  'email usage',
  'drive usage',
  'photos usage',
  'total storage',
  'storage limit',
])

/** `Email Address [Required]` → `email address`. */
export const foldHeading = (heading: string): string =>
  heading
    .replace(/\[[^[\]]*\]/g, '')
    .trim()
    .replace(/\s+/g, ' ')
    .toLowerCase()

export const isGoogleDownload = (folded: ReadonlySet<string>): boolean =>
  ['first name', 'last name', 'email address', 'org unit path'].every((heading) => folded.has(heading))

/** A row of the download as the API has the user; anything else stays as it is. */
export const expandGoogleColumns = (record: JsonObject): JsonObject => {
  const columns = Object.keys(record)
  if ('primaryEmail' in record || !isGoogleDownload(new Set(columns.map(foldHeading)))) return record
  const user: JsonObject = {}
  const lists: { emails: JsonValue[]; phones: JsonValue[] } = { emails: [], phones: [] }
  for (const column of columns) {
    const value = record[column] ?? null
    const heading = foldHeading(column)
    if (leftOut.has(heading) || readText(value) === undefined) continue
    const [list, type] = listed.get(heading) ?? []
    if (list === 'emails') lists.emails.push({ address: value, type: type ?? '' })
    else if (list === 'phones') lists.phones.push({ value, type: type ?? '' })
    else
      setPath(user, headings.get(heading) ?? [column], heading === 'last sign in' ? mendMoment(value) : value)
  }
  return { ...user, ...lists }
}

/** `2016/04/04 00:24:13`, or `Never logged in`. */
const mendMoment = (value: JsonValue): JsonValue => {
  const text = readText(value) ?? ''
  return /^never/i.test(text) ? null : text.replaceAll('/', '-')
}
