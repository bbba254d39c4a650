import type { JsonObject } from '../../source/source-record.js'
import { declarePreset } from '../declare/declare-preset.js'
import { accountState } from '../declare/field-readers.js'
import { unread } from '../declare/unread.js'
import type { PresetContext } from '../preset.js'
import type { UserRecord } from '../user-record.js'
import { addIdentity } from '../vocabulary/identities/add-identity.js'
import { losePassword } from '../vocabulary/lose-password.js'
import { putPassword } from '../vocabulary/put-password.js'
import { putTotp } from '../vocabulary/put-totp.js'
import { isObject, readObject, readObjects } from '../vocabulary/cells/read-json-cell.js'
import { readList } from '../vocabulary/cells/read-list.js'
import { readOrganization } from '../vocabulary/read-organization.js'
import { readText } from '../vocabulary/cells/read-text.js'
import { expandOrganization } from './expand-organization.js'
import { putMetadata } from './zitadel-metadata.js'

/** Where a part of the person is: `user` in the export, `human` in the APIs, at the top in requests. */
const ofPerson = (...paths: readonly string[]): string =>
  ['user.', 'human.', ''].flatMap((prefix) => paths.map((path) => prefix + path)).join(' | ')

const genders = new Map<string, string>([
  ['GENDER_FEMALE', 'female'],
  ['GENDER_MALE', 'male'],
  ['GENDER_DIVERSE', 'diverse'],
])

/** Zitadel: users of the instance export, whole or flattened to one a record, and users of its APIs (no passwords). */
export const zitadel = declarePreset({
  name: 'zitadel',
  title: 'Zitadel',
  expand: expandOrganization,
  forms: [
    [
      {
        evidence: 'userId beside user with userName and profile, human or machine users, or humanUsers',
        weight: 0.7,
        isOwn: true,
        holds: (record) => {
          const person = readPerson(record)
          return (
            ('userId' in record && isObject(person['profile'])) ||
            (isObject(person['profile']) && 'preferredLoginName' in record) ||
            (isObject(record['machine']) && 'preferredLoginName' in record) ||
            isRequestBody(record) ||
            isOrganization(record)
          )
        },
      },
      {
        evidence:
          'hashedPassword, otpCode, passwordChangeRequired, userGrants, isEmailVerified or loginNames',
        weight: 0.3,
        holds: (record) =>
          'hashedPassword' in record ||
          'otpCode' in record ||
          'passwordChangeRequired' in record ||
          'userGrants' in record ||
          'loginNames' in record ||
          'isEmailVerified' in (readObject(readPerson(record)['email']) ?? {}) ||
          isOrganization(record),
      },
    ],
  ],
  skips: [
    {
      skip: 'machine_user',
      reason: 'The user is a machine user (service account).',
      when: (record) => isObject(record['machine']),
    },
    {
      skip: 'deleted',
      reason: 'The user is marked as deleted.',
      when: (record) => readText(record['state']) === 'USER_STATE_DELETED',
    },
  ],
  fields: {
    'userId | id': 'id',
    [ofPerson('email.email')]: 'primaryEmail',
    [ofPerson('email.isEmailVerified', 'email.isVerified')]: 'emailVerified',
    [ofPerson('phone.phone')]: 'primaryPhone',
    [ofPerson('phone.isPhoneVerified', 'phone.isVerified')]: 'phoneVerified',
    [`${ofPerson('userName')} | username`]: (user, value) => {
      const username = readText(value)
      if (username?.toLowerCase() !== user.primaryEmail?.toLowerCase()) user.username ??= username
      return true
    },
    [ofPerson('profile.firstName', 'profile.givenName')]: 'profile.givenName',
    [ofPerson('profile.lastName', 'profile.familyName')]: 'profile.familyName',
    [ofPerson('profile.nickName')]: 'profile.nickname',
    [ofPerson('profile.preferredLanguage')]: (user, value) => {
      const locale = readText(value)
      // `und` is the language tag for none.
      if (locale !== 'und') user.profile.locale ??= locale
      return true
    },
    [ofPerson('profile.gender')]: (user, value) => {
      user.profile.gender ??= genders.get(readText(value) ?? '')
      return true
    },
    [ofPerson('profile.displayName')]: 'name',
    [ofPerson('profile.avatarUrl')]: 'avatar',
    [ofPerson('passwordChangeRequired')]: 'isPasswordExpired',
    state: accountState(
      ['USER_STATE_ACTIVE', 'USER_STATE_INITIAL'],
      ['USER_STATE_INACTIVE', 'USER_STATE_LOCKED', 'USER_STATE_SUSPEND'],
      { isRemembered: false },
    ),
    'details.creationDate': 'migratedFrom.createdAt',
    'details.changeDate': 'migratedFrom.updatedAt',
    'org.id | details.resourceOwner': 'migratedFrom.organizationId',
    preferredLoginName: 'migratedFrom.preferredLoginName',
    ...unread(`details email hashedPassword human idpLinks idps loginNames metadata org otpCode password phone profile
      requestPasswordlessRegistration totpSecret user userGrants userLinks userMetadata`),
  },
  finish: (user, record, context) => {
    if (isOrganization(record)) refuseOrganization(user)
    // A flag that is false is left out.
    if (user.primaryEmail !== undefined) user.emailVerified ??= false
    if (user.primaryPhone !== undefined) user.phoneVerified ??= false
    user.isSuspended ??= false
    putZitadelPassword(user, record, readPerson(record), context)
    putTotp(user, record['otpCode'] ?? record['totpSecret'])
    for (const link of readLinks(record)) {
      const provider = readText(link['idpId'] ?? link['configId']) ?? ''
      const userId = link['providedUserId'] ?? link['userId'] ?? link['externalUserId']
      addIdentity(user, { provider, userId }, context)
    }
    user.roles = readObjects(record['userGrants']).flatMap((grant) => readList(grant['roleKeys']))
    putOrganization(user, record)
    putMetadata(user, record['userMetadata'] ?? record['metadata'])
  },
})

const isOrganization = (record: JsonObject): boolean => 'humanUsers' in record || 'machineUsers' in record

/** `user` in the export, `human` in the APIs. */
const readPerson = (record: JsonObject): JsonObject =>
  readObject(record['user']) ?? readObject(record['human']) ?? (isRequestBody(record) ? record : {})

/** The body of a request that creates or imports a user has the person's parts at the top. */
const isRequestBody = (record: JsonObject): boolean => {
  const profile = readObject(record['profile'])
  const email = readObject(record['email'])
  return (
    profile !== undefined &&
    email !== undefined &&
    ('givenName' in profile || 'firstName' in profile) &&
    ('email' in email || 'isVerified' in email || 'isEmailVerified' in email)
  )
}

/** `userLinks` in the export; `idpLinks` and `idps` in requests to create and to import. */
const readLinks = (record: JsonObject): JsonObject[] =>
  ['userLinks', 'idpLinks', 'idps'].flatMap((name) => readObjects(record[name]))

const refuseOrganization = (user: UserRecord): void => {
  user.problems = [
    {
      code: 'record_not_flattened',
      field: 'humanUsers',
      message:
        'humanUsers: expected one user a record, got an organization with its users; flatten the export with the jq command of logto-migrate docs zitadel.',
    },
  ]
}

const putZitadelPassword = (
  user: UserRecord,
  record: JsonObject,
  person: JsonObject,
  { passwordParams }: PresetContext,
): void => {
  const hashed = record['hashedPassword'] ?? person['hashedPassword']
  const hash =
    readText(readObject(hashed)?.['value']) ?? readText(readObject(hashed)?.['hash']) ?? readText(hashed)
  const given = record['password'] ?? person['password']
  const plain = readText(readObject(given)?.['password'] ?? given)
  if (hash !== undefined) putPassword(user, 'zitadel', hash, passwordParams)
  else if (plain !== undefined) user.password = plain
  else if (readText(person['passwordChanged']) !== undefined) {
    losePassword(user, "Zitadel's user API gives no password hashes out; use the instance export.")
  }
}

/** Added by the command that flattens the export. */
const putOrganization = (user: UserRecord, record: JsonObject): void => {
  const organization = readObject(record['org'])
  const described = readOrganization(organization)
  if (described !== undefined) user.organizations.push({ ...described, roles: [] })
}
