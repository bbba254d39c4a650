import type { JsonObject } from '../../source/source-record.js'
import { aspnetClaims, putAspnetClaims } from './aspnet-claims.js'
import { aspnetTokens, putAspnetFactors } from './aspnet-factors.js'
import { aspnetLogins, putAspnetLogins } from './aspnet-logins.js'
import { aspnetRoles, aspnetUserRoles, putAspnetRoles } from './aspnet-roles.js'
import { createUserRecord } from '../create-user-record.js'
import type { Preset, PresetContext, Recognition, Skip } from '../preset.js'
import type { UserRecord } from '../user-record.js'
import { joinName } from '../vocabulary/join-name.js'
import { keepAddedFields } from '../vocabulary/keep-added-fields.js'
import { pickCell } from '../vocabulary/cells/pick-cell.js'
import { putPassword } from '../vocabulary/put-password.js'
import { readBoolean } from '../vocabulary/cells/read-boolean.js'
import { readText } from '../vocabulary/cells/read-text.js'
import { readTimestamp } from '../vocabulary/cells/read-timestamp.js'
import { recogniseByClues } from '../vocabulary/recognise-by-clues.js'
import { isForEver, suspendUntil } from '../vocabulary/suspend-until.js'

/** ASP.NET Identity and what builds on it (Duende, ABP, Umbraco): the table AspNetUsers as CSV or JSON. */
export const aspnetIdentity: Preset = {
  name: 'aspnet-identity',
  title: 'ASP.NET Identity',
  isFramework: true,
  relatedFiles: [aspnetLogins, aspnetClaims, aspnetTokens, aspnetUserRoles, aspnetRoles],
  recognise: (sample) => recogniseAspnet(sample),
  toUser: (record, context) => mapAspnetUser(record, context),
}

const recogniseAspnet = (sample: readonly JsonObject[]): Recognition =>
  recogniseByClues(sample, [
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
  ])

/** JSON serializers of .NET write names in camel case. */
const hasColumn = (record: JsonObject, name: string): boolean =>
  name in record || `${name[0]?.toLowerCase()}${name.slice(1)}` in record

const mapAspnetUser = (record: JsonObject, context: PresetContext): UserRecord | Skip => {
  // ABP and others do not delete rows.
  if (readBoolean(pickCell(record, 'IsDeleted', 'isDeleted')) === true) {
    return { skip: 'deleted', reason: 'The row is marked as deleted.' }
  }
  const user = createUserRecord()
  const id = readText(pickCell(record, 'Id', 'id', 'ID'))
  user.id = id
  readIdentifiers(user, record)
  readNames(user, record)
  putPassword(
    user,
    'aspnet-identity',
    pickCell(record, 'PasswordHash', 'passwordHash'),
    context.passwordParams,
  )
  readLockout(user, record, context)
  putAspnetLogins(user, id, context)
  putAspnetClaims(user, id, context)
  putAspnetFactors(user, record, id, context)
  putAspnetRoles(user, id, context)
  keepAddedFields(user, 'aspnet', record, readElsewhere)
  user.migratedFrom = {
    system: 'aspnet-identity',
    id,
    createdAt: readTimestamp(pickCell(record, ...createdColumns)),
    lastSignInAt: readTimestamp(pickCell(record, ...lastLoginColumns)),
  }
  return user
}

/** Identity itself keeps no dates; these are the names that applications give them. */
const createdColumns = ['CreatedAt', 'createdAt', 'CreationTime', 'creationTime', 'CreatedOn', 'CreatedDate']
const lastLoginColumns = ['LastLoginAt', 'lastLoginAt', 'LastLogin', 'lastLogin', 'LastLoginDate']

/** The templates put the address into `UserName` as well. An address that is only there nobody has verified. */
const readIdentifiers = (user: UserRecord, record: JsonObject): void => {
  user.primaryEmail = readText(pickCell(record, 'Email', 'email'))
  user.emailVerified = readBoolean(pickCell(record, 'EmailConfirmed', 'emailConfirmed'))
  user.primaryPhone = readText(pickCell(record, 'PhoneNumber', 'phoneNumber'))
  user.phoneVerified = readBoolean(pickCell(record, 'PhoneNumberConfirmed', 'phoneNumberConfirmed'))
  const username = readText(pickCell(record, 'UserName', 'userName', 'Username'))
  if (username === undefined || username.toLowerCase() === user.primaryEmail?.toLowerCase()) return
  if (user.primaryEmail === undefined && /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(username)) {
    user.primaryEmail = username
    user.emailVerified = false
  } else user.username = username
}

const readNames = (user: UserRecord, record: JsonObject): void => {
  const surname = readText(pickCell(record, 'Surname', 'surname', 'LastName', 'lastName'))
  const name = readText(pickCell(record, 'FullName', 'fullName', 'DisplayName', 'displayName'))
  // With ABP, `Name` is the given name beside `Surname`.
  const plainName = readText(pickCell(record, 'Name', 'name'))
  const hasSurnameColumn = 'Surname' in record || 'surname' in record
  const givenName =
    readText(pickCell(record, 'FirstName', 'firstName', 'GivenName')) ??
    (hasSurnameColumn ? plainName : undefined)
  user.name = name ?? joinName(givenName, surname) ?? plainName
  if (givenName !== undefined) user.profile.givenName = givenName
  if (surname !== undefined) user.profile.familyName = surname
}

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

const columns = [
  'AccessFailedCount',
  'ConcurrencyStamp',
  'CreatedAt',
  'CreatedDate',
  'CreatedOn',
  'CreationTime',
  'Discriminator',
  'DisplayName',
  'Email',
  'EmailConfirmed',
  'FirstName',
  'FullName',
  'GivenName',
  'Id',
  'IsActive',
  'IsDeleted',
  'LastLogin',
  'LastLoginAt',
  'LastLoginDate',
  'LastName',
  'LockoutEnabled',
  'LockoutEnd',
  'LockoutEndDateUtc',
  'Name',
  'NormalizedEmail',
  'NormalizedUserName',
  'PasswordHash',
  'PhoneNumber',
  'PhoneNumberConfirmed',
  'SecurityStamp',
  'Surname',
  'TwoFactorEnabled',
  'UserName',
]

/** What has a place of its own, or is none of the user's data. Everything else goes to `customData.aspnet`. */
const readElsewhere: ReadonlySet<string> = new Set([
  ...columns,
  ...columns.map((column) => `${column[0]?.toLowerCase()}${column.slice(1)}`),
  'ID',
  'Username',
])
