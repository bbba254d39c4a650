import type { JsonObject } from '../../source/source-record.js'
import { declarePreset } from '../declare/declare-preset.js'
import { keptWhenSet, rememberWhenTrue, storedPassword } from '../declare/field-readers.js'
import { unread } from '../declare/unread.js'
import { djangoEmails, putDjangoEmails } from './django-emails.js'
import { djangoFactors, putDjangoFactors } from './django-factors.js'
import { djangoGroupMembers, djangoGroups, putDjangoGroups } from './django-groups.js'
import { openDjangoRow } from './django-row.js'
import { djangoSocialAccounts, putDjangoSocialAccounts } from './django-social-accounts.js'
import type { Recognition } from '../preset.js'
import type { UserRecord } from '../user-record.js'
import { joinName } from '../vocabulary/join-name.js'
import { isObject } from '../vocabulary/cells/read-json-cell.js'
import { readText } from '../vocabulary/cells/read-text.js'
import { recogniseByClues } from '../vocabulary/recognise-by-clues.js'

/** Django: `dumpdata`, or the table `auth_user` (or that of a custom user model) as CSV or JSON. */
export const django = declarePreset({
  name: 'django',
  title: 'Django',
  isFramework: true,
  relatedFiles: [djangoEmails, djangoSocialAccounts, djangoFactors, djangoGroups, djangoGroupMembers],
  forms: (sample) => recogniseDjango(sample),
  prepare: (record) => openUserRow(record),
  skips: [
    {
      skip: 'other_model',
      reason: (record) => `A row of ${openDjangoRow(record).model}, which is no user model.`,
      when: (record) => openDjangoRow(record).model !== undefined,
    },
    {
      skip: 'anonymous',
      reason: 'The user for visitors.',
      // django-guardian stands this one in for visitors.
      when: ({ username }) => username === 'AnonymousUser',
    },
  ],
  fields: {
    id: 'id',
    email: 'primaryEmail',
    'email_verified | is_email_verified | email_confirmed': 'emailVerified',
    'phone_number | phone | mobile': 'primaryPhone',
    first_name: 'profile.givenName',
    last_name: 'profile.familyName',
    'full_name | name': (user, value) => {
      user.name ??= joinName(user.profile.givenName, user.profile.familyName) ?? readText(value)
      return true
    },
    is_active: '!isSuspended',
    date_joined: 'migratedFrom.createdAt',
    last_login: 'migratedFrom.lastSignInAt',
    is_staff: rememberWhenTrue('isStaff'),
    is_superuser: rememberWhenTrue('isSuperuser'),
    password: storedPassword('django'),
    // Logto gives permissions by roles alone: what somebody has beside them is kept, not granted.
    user_permissions: keptWhenSet,
    ...unread('groups username'),
  },
  finish: (user, fields, context) => {
    putUsername(user, readText(fields['username']))
    putDjangoEmails(user, fields, user.id, context)
    user.isSuspended ??= false
    putDjangoSocialAccounts(user, fields, user.id, context)
    putDjangoFactors(user, fields, user.id, context)
    putDjangoGroups(user, fields, user.id, context)
  },
})

/** The fields of a user in a dump with its key, as a table has them; rows of other models stay as they are. */
const openUserRow = (record: JsonObject): JsonObject => {
  const { model, id, fields } = openDjangoRow(record)
  return model === undefined || !isUserRow(record) ? record : { ...fields, id: id ?? null }
}

/**
 * Sites that sign in by address put it into `username`. Nobody has verified such an address, so it does not
 * become a trusted one by itself.
 */
const putUsername = (user: UserRecord, username: string | undefined): void => {
  if (username === undefined || username.toLowerCase() === user.primaryEmail?.toLowerCase()) return
  if (user.primaryEmail === undefined && /^[^\s@]+@(?=[^\s@]+$).+\../.test(username)) {
    user.primaryEmail = username
    user.emailVerified = false
  } else user.username = username
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
