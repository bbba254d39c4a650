import type { JsonObject } from '../../source/source-record.js'
import { declarePreset } from '../declare/declare-preset.js'
import { unread } from '../declare/unread.js'
import type { PresetContext } from '../preset.js'
import { takeUsernameForEmail } from '../table/take-username-for-email.js'
import type { UserRecord } from '../user-record.js'
import { pickCell } from '../vocabulary/cells/pick-cell.js'
import { putPassword } from '../vocabulary/put-password.js'
import { readBoolean } from '../vocabulary/cells/read-boolean.js'
import { readText } from '../vocabulary/cells/read-text.js'
import { readTimestamp } from '../vocabulary/cells/read-timestamp.js'
import { isForEver, suspendUntil } from '../vocabulary/suspend-until.js'
import { aspnetClaims, putAspnetClaims } from './aspnet-claims.js'
import { aspnetTokens, putAspnetFactors } from './aspnet-factors.js'
import { aspnetLogins, putAspnetLogins } from './aspnet-logins.js'
import { aspnetRoles, aspnetUserRoles, putAspnetRoles } from './aspnet-roles.js'

/** JSON serializers of .NET write names in camel case. */
const hasColumn = (record: JsonObject, name: string): boolean =>
  name in record || `${name[0]?.toLowerCase()}${name.slice(1)}` in record

/** The same columns in both spellings. */
const unreadColumns = (names: string): { [column: string]: null } =>
  unread(names.replaceAll(/\w+/g, (name) => `${name} ${name[0]?.toLowerCase()}${name.slice(1)}`))

/** ASP.NET Identity and what builds on it (Duende, ABP, Umbraco): the table AspNetUsers as CSV or JSON. */
export const aspnetIdentity = declarePreset({
  name: 'aspnet-identity',
  title: 'ASP.NET Identity',
  isFramework: true,
  relatedFiles: [aspnetLogins, aspnetClaims, aspnetTokens, aspnetUserRoles, aspnetRoles],
  forms: [
    [
      {
        evidence: 'SecurityStamp, NormalizedUserName, NormalizedEmail or AccessFailedCount',
        weight: 0.5,
        isOwn: true,
        holds: (record) =>
          ['SecurityStamp', 'NormalizedUserName', 'NormalizedEmail', 'AccessFailedCount'].some((name) =>
            hasColumn(record, name),
          ),
      },
      {
        evidence: 'LockoutEnabled or EmailConfirmed',
        weight: 0.3,
        holds: (record) => hasColumn(record, 'LockoutEnabled') || hasColumn(record, 'EmailConfirmed'),
      },
      {
        evidence: 'PasswordHash and UserName',
        weight: 0.2,
        holds: (record) => hasColumn(record, 'PasswordHash') && hasColumn(record, 'UserName'),
      },
    ],
  ],
  skips: [
    {
      skip: 'deleted',
      reason: 'The row is marked as deleted.',
      // ABP and others do not delete rows.
      when: (record) => readBoolean(pickCell(record, 'IsDeleted', 'isDeleted')) === true,
    },
  ],
  fields: {
    'Id | id | ID': 'id',
    'Email | email': 'primaryEmail',
    'EmailConfirmed | emailConfirmed': 'emailVerified',
    'PhoneNumber | phoneNumber': 'primaryPhone',
    'PhoneNumberConfirmed | phoneNumberConfirmed': 'phoneVerified',
    'UserName | userName | Username': (user, value) => {
      user.username ??= readText(value)
      // The mark speaks of the column of addresses.
      if (user.primaryEmail === undefined) user.emailVerified = undefined
      return true
    },
    'FullName | fullName | DisplayName | displayName': 'name',
    'FirstName | firstName | GivenName | givenName': 'profile.givenName',
    'Name | name': (user, value, _context, record) => {
      // With ABP it is the given name beside `Surname`.
      if ('Surname' in record || 'surname' in record) user.profile.givenName ??= readText(value)
      return true
    },
    'Surname | surname | LastName | lastName': 'profile.familyName',
    // Identity itself keeps no dates; these are the names that applications give them.
    'CreatedAt | createdAt | CreationTime | creationTime | CreatedOn | CreatedDate': 'migratedFrom.createdAt',
    'LastLoginAt | lastLoginAt | LastLogin | lastLogin | LastLoginDate': 'migratedFrom.lastSignInAt',
    ...unreadColumns(`AccessFailedCount ConcurrencyStamp CreatedDate CreatedOn Discriminator IsActive IsDeleted
      LastLoginDate LockoutEnabled LockoutEnd LockoutEndDateUtc NormalizedEmail NormalizedUserName PasswordHash
      SecurityStamp TwoFactorEnabled`),
  },
  finish: (user, record, context) => {
    takeUsernameForEmail(user)
    user.name ??= readText(pickCell(record, 'Name', 'name'))
    const password = pickCell(record, 'PasswordHash', 'passwordHash')
    putPassword(user, 'aspnet-identity', password, context.passwordParams)
    readLockout(user, record, context)
    putAspnetLogins(user, user.id, context)
    putAspnetClaims(user, user.id, context)
    putAspnetFactors(user, record, user.id, context)
    putAspnetRoles(user, user.id, context)
  },
  keepsAs: 'aspnet',
})

/** `LockoutEnd` also stands for a few minutes after wrong passwords: only one still to come suspends. */
const readLockout = (user: UserRecord, record: JsonObject, { nowMs }: PresetContext): void => {
  if (readBoolean(pickCell(record, 'IsActive', 'isActive')) === false) {
    user.isSuspended = true
    return
  }
  const end = readTimestamp(pickCell(record, 'LockoutEnd', 'lockoutEnd', 'LockoutEndDateUtc'))
  if (end === undefined || readBoolean(pickCell(record, 'LockoutEnabled', 'lockoutEnabled')) === false) return
  if (nowMs !== undefined || isForEver(end)) suspendUntil(user, end, nowMs)
}
