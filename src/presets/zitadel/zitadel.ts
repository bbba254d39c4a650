import type { JsonObject } from '../../source/source-record.js'
import { createUserRecord } from '../create-user-record.js'
import type { Preset, PresetContext, Recognition, Skip } from '../preset.js'
import type { UserRecord } from '../user-record.js'
import { addIdentity } from '../vocabulary/identities/add-identity.js'
import { keepAddedFields } from '../vocabulary/keep-added-fields.js'
import { losePassword } from '../vocabulary/lose-password.js'
import { putPassword } from '../vocabulary/put-password.js'
import { putTotp } from '../vocabulary/put-totp.js'
import { readBoolean } from '../vocabulary/cells/read-boolean.js'
import { isObject, readObject, readObjects } from '../vocabulary/cells/read-json-cell.js'
import { readList } from '../vocabulary/cells/read-list.js'
import { readOrganization } from '../vocabulary/read-organization.js'
import { readText } from '../vocabulary/cells/read-text.js'
import { readTimestamp } from '../vocabulary/cells/read-timestamp.js'
import { recogniseByClues } from '../vocabulary/recognise-by-clues.js'
import { expandOrganization } from './expand-organization.js'
import { putMetadata } from './zitadel-metadata.js'
import { putPerson } from './zitadel-person.js'
import { accountState } from '../declare/field-readers.js'

/** Zitadel: users of the instance export, whole or flattened to one a record, and users of its APIs (no passwords). */
export const zitadel: Preset = {
  name: 'zitadel',
  title: 'Zitadel',
  expand: expandOrganization,
  recognise: (sample) => recogniseZitadel(sample),
  toUser: (record, context) => mapZitadelUser(record, context),
}

const recogniseZitadel = (sample: readonly JsonObject[]): Recognition =>
  recogniseByClues(sample, [
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
      evidence: 'hashedPassword, otpCode, passwordChangeRequired, userGrants, isEmailVerified or loginNames',
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
  ])

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

const readState = accountState(
  ['USER_STATE_ACTIVE', 'USER_STATE_INITIAL'],
  ['USER_STATE_INACTIVE', 'USER_STATE_LOCKED', 'USER_STATE_SUSPEND'],
)

const mapZitadelUser = (record: JsonObject, context: PresetContext): UserRecord | Skip => {
  if (isObject(record['machine'])) {
    return { skip: 'machine_user', reason: 'The user is a machine user (service account).' }
  }
  const state = readText(record['state'])
  if (state === 'USER_STATE_DELETED') return { skip: 'deleted', reason: 'The user is marked as deleted.' }
  const user = createUserRecord()
  if (isOrganization(record)) refuseOrganization(user)
  const person = readPerson(record)
  user.id = readText(record['userId']) ?? readText(record['id'])
  putPerson(user, record, person)
  if (state !== undefined) readState(user, state, context, record)
  putZitadelPassword(user, record, person, context)
  putTotp(user, record['otpCode'] ?? record['totpSecret'])
  for (const link of readLinks(record)) {
    const provider = readText(link['idpId'] ?? link['configId']) ?? ''
    const userId = link['providedUserId'] ?? link['userId'] ?? link['externalUserId']
    addIdentity(user, { provider, userId }, context)
  }
  user.roles = readObjects(record['userGrants']).flatMap((grant) => readList(grant['roleKeys']))
  putOrganization(user, record)
  putMetadata(user, record['userMetadata'] ?? record['metadata'])
  keepAddedFields(user, 'zitadel', record, readElsewhere)
  user.migratedFrom = readOrigin(record, user.id)
  return user
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
  user.isPasswordExpired = readBoolean(record['passwordChangeRequired'] ?? person['passwordChangeRequired'])
}

/** Added by the command that flattens the export. */
const putOrganization = (user: UserRecord, record: JsonObject): void => {
  const organization = readObject(record['org'])
  const described = readOrganization(organization)
  if (described !== undefined) user.organizations.push({ ...described, roles: [] })
}

/** What has a place of its own. Everything else goes to `customData.zitadel`. */
const readElsewhere: ReadonlySet<string> = new Set([
  'details',
  'email',
  'hashedPassword',
  'human',
  'id',
  'idpLinks',
  'idps',
  'loginNames',
  'metadata',
  'org',
  'otpCode',
  'password',
  'passwordChangeRequired',
  'phone',
  'preferredLoginName',
  'profile',
  'requestPasswordlessRegistration',
  'state',
  'totpSecret',
  'user',
  'userGrants',
  'userId',
  'userLinks',
  'userMetadata',
  'userName',
  'username',
])

const readOrigin = (record: JsonObject, id: string | undefined): UserRecord['migratedFrom'] => {
  const details = readObject(record['details']) ?? {}
  return {
    system: 'zitadel',
    id,
    createdAt: readTimestamp(details['creationDate']),
    updatedAt: readTimestamp(details['changeDate']),
    organizationId: readText(readObject(record['org'])?.['id']) ?? readText(details['resourceOwner']),
    preferredLoginName: readText(record['preferredLoginName']),
  }
}
