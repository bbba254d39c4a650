import type { JsonObject } from '../../source/source-record.js'
import { createUserRecord } from '../create-user-record.js'
import { djangoEmails, putDjangoEmails } from './django-emails.js'
import { djangoFactors, putDjangoFactors } from './django-factors.js'
import { djangoGroupMembers, djangoGroups, putDjangoGroups } from './django-groups.js'
import { openDjangoRow } from './django-row.js'
import { djangoSocialAccounts, putDjangoSocialAccounts } from './django-social-accounts.js'
import type { Preset, PresetContext, Recognition, Skip } from '../preset.js'
import type { UserRecord } from '../user-record.js'
import { joinName } from '../vocabulary/join-name.js'
import { keepAddedFields } from '../vocabulary/keep-added-fields.js'
import { isFilledCell, pickCell } from '../vocabulary/cells/pick-cell.js'
import { putPassword } from '../vocabulary/put-password.js'
import { readArray } from '../vocabulary/cells/read-json-cell.js'
import { setPath } from '../vocabulary/cells/set-path.js'
import { readBoolean } from '../vocabulary/cells/read-boolean.js'
import { isObject } from '../vocabulary/cells/read-json-cell.js'
import { readText } from '../vocabulary/cells/read-text.js'
import { readTimestamp } from '../vocabulary/cells/read-timestamp.js'
import { recogniseByClues } from '../vocabulary/recognise-by-clues.js'

/** Django: `dumpdata`, or the table `auth_user` (or that of a custom user model) as CSV or JSON. */
export const django: Preset = {
  name: 'django',
  title: 'Django',
  isFramework: true,
  relatedFiles: [djangoEmails, djangoSocialAccounts, djangoFactors, djangoGroups, djangoGroupMembers],
  recognise: (sample) => recogniseDjango(sample),
  toUser: (record, context) => mapDjangoUser(record, context),
}

const passwordShape =
  /^(?:(?:pbkdf2_sha(?:1|256|384|512)|argon2|bcrypt|bcrypt_sha256|scrypt|md5|sha1|crypt)\$|![\w-]{1,40}$)/

const recogniseDjango = (sample: readonly JsonObject[]): Recognition => {
  const users = sample.filter((record) => isUserRow(record))
  const dumped = sample.length > 0 && sample.every(isDumped)
  // A dump of everything begins with other models.
  if (users.length === 0) {
    return dumped
      ? { score: 0.7, evidence: ['model, pk and fields of dumpdata'] }
      : { score: 0, evidence: [] }
  }
  return recogniseByClues(dumped ? users : sample, [
    {
      evidence: 'model, pk and fields of dumpdata, or is_superuser, is_staff and date_joined',
      weight: 0.5,
      isOwn: true,
      holds: (record) => isDumped(record) || isTableRow(record),
    },
    {
      evidence: 'last_login and is_active',
      weight: 0.3,
      holds: (record) => {
        const { fields } = openDjangoRow(record)
        return 'last_login' in fields && 'is_active' in fields
      },
    },
    {
      evidence: "password in one of Django's forms",
      weight: 0.2,
      isOwn: true,
      holds: (record) => passwordShape.test(readText(openDjangoRow(record).fields['password']) ?? ''),
    },
  ])
}

const isDumped = (record: JsonObject): boolean =>
  /^\w+\.\w+$/.test(readText(record['model']) ?? '') && 'fields' in record && isObject(record['fields'])

const isTableRow = (record: JsonObject): boolean =>
  'is_superuser' in record && ('is_staff' in record || 'last_login' in record)

/** Any model that signs in: a project may have its own, whatever its name. */
const isUserRow = (record: JsonObject): boolean => {
  if (!isDumped(record)) return isTableRow(record)
  const { fields } = openDjangoRow(record)
  return 'password' in fields && 'last_login' in fields
}

const mapDjangoUser = (record: JsonObject, context: PresetContext): UserRecord | Skip => {
  const { model, id, fields } = openDjangoRow(record)
  if (model !== undefined && !isUserRow(record)) {
    return { skip: 'other_model', reason: `A row of ${model}, which is no user model.` }
  }
  const username = readText(fields['username'])
  // django-guardian stands this one in for visitors.
  if (username === 'AnonymousUser') return { skip: 'anonymous', reason: 'The user for visitors.' }

  const user = createUserRecord()
  user.id = id
  readIdentifiers(user, fields, username)
  putDjangoEmails(user, fields, id, context)
  user.primaryPhone = readText(pickCell(fields, 'phone_number', 'phone', 'mobile'))
  const givenName = readText(fields['first_name'])
  const familyName = readText(fields['last_name'])
  user.name = joinName(givenName, familyName) ?? readText(pickCell(fields, 'full_name', 'name'))
  if (givenName !== undefined) user.profile.givenName = givenName
  if (familyName !== undefined) user.profile.familyName = familyName
  putPassword(user, 'django', fields['password'], context.passwordParams)
  user.isSuspended = readBoolean(fields['is_active']) === false
  putDjangoSocialAccounts(user, fields, id, context)
  putDjangoFactors(user, fields, id, context)
  putDjangoGroups(user, fields, id, context)
  keepAddedFields(user, 'django', fields, readElsewhere)
  // Logto gives permissions by roles alone: what somebody has beside them is kept, not granted.
  const permissions = readArray(fields['user_permissions']) ?? []
  if (permissions.length > 0) setPath(user.customData, ['django', 'user_permissions'], permissions)
  user.migratedFrom = {
    system: 'django',
    id,
    createdAt: readTimestamp(fields['date_joined']),
    lastSignInAt: readTimestamp(fields['last_login']),
    isStaff: readBoolean(fields['is_staff']) === true ? true : undefined,
    isSuperuser: readBoolean(fields['is_superuser']) === true ? true : undefined,
  }
  return user
}

/**
 * Sites that sign in by address put it into `username`. Nobody has verified such an address, so it does not
 * become a trusted one by itself.
 */
const readIdentifiers = (user: UserRecord, fields: JsonObject, username: string | undefined): void => {
  user.primaryEmail = readText(fields['email'])
  const verified = pickCell(fields, 'email_verified', 'is_email_verified', 'email_confirmed')
  if (isFilledCell(verified)) user.emailVerified = readBoolean(verified)
  if (username === undefined || username.toLowerCase() === user.primaryEmail?.toLowerCase()) return
  if (user.primaryEmail === undefined && /^[^\s@]+@(?=[^\s@]+$).+\../.test(username)) {
    user.primaryEmail = username
    user.emailVerified = false
  } else user.username = username
}

/** What has a place of its own, or is none of the user's data. Everything else goes to `customData.django`. */
const readElsewhere: ReadonlySet<string> = new Set([
  'date_joined',
  'email',
  'email_confirmed',
  'email_verified',
  'first_name',
  'full_name',
  'groups',
  'id',
  'is_active',
  'is_email_verified',
  'is_staff',
  'is_superuser',
  'last_login',
  'last_name',
  'mobile',
  'name',
  'password',
  'phone',
  'phone_number',
  'user_permissions',
  'username',
])
