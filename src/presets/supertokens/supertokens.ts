// No declaration: a person is a list of ways to sign in, and nothing of them stands in a field of its own.

import type { JsonObject } from '../../source/source-record.js'
import { createUserRecord } from '../create-user-record.js'
import type { Preset, PresetContext, Recognition } from '../preset.js'
import { readLoginMethods, type LoginMethod } from './login-methods.js'
import { addTenants } from './supertokens-tenants.js'
import { supertokensRelatedFiles } from './supertokens-related.js'
import type { UserRecord } from '../user-record.js'
import { addPortableIdentity } from '../vocabulary/identities/add-portable-identity.js'
import { joinName } from '../vocabulary/join-name.js'
import { choosePrimary, keepOtherAddresses, type SourceAddress } from '../vocabulary/keep-other-addresses.js'
import { loseEnterpriseIdentity } from '../vocabulary/identities/lose-identity.js'
import { putPassword } from '../vocabulary/put-password.js'
import { putTotp } from '../vocabulary/put-totp.js'
import { readArray, readObject, readObjects } from '../vocabulary/cells/read-json-cell.js'
import { readText } from '../vocabulary/cells/read-text.js'
import { readTimestamp } from '../vocabulary/cells/read-timestamp.js'
import { recogniseByClues } from '../vocabulary/recognise-by-clues.js'
import { checkTotpParameters } from '../vocabulary/totp-secret.js'

/** SuperTokens: the bulk import format, users of the Core API, rows of the recipe tables. */
export const supertokens: Preset = {
  name: 'supertokens',
  title: 'SuperTokens',
  relatedFiles: supertokensRelatedFiles,
  recognise: (sample) => recogniseSupertokens(sample),
  toUser: (record, context) => mapSupertokensUser(record, context),
}

const recogniseSupertokens = (sample: readonly JsonObject[]): Recognition =>
  recogniseByClues(sample, [
    {
      evidence: 'loginMethods with recipeId, or the columns of a recipe table',
      weight: 0.75,
      isOwn: true,
      holds: (record) =>
        readObjects(record['loginMethods']).some((method) => 'recipeId' in method) ||
        ('recipeId' in record && readObject(record['user']) !== undefined) ||
        isTableRow(record),
    },
    {
      evidence: 'userMetadata, userRoles, isPrimaryUser, timeJoined or time_joined',
      weight: 0.25,
      holds: (record) =>
        ['userMetadata', 'userRoles', 'isPrimaryUser', 'timeJoined', 'time_joined'].some(
          (key) => key in record || key in (readObject(record['user']) ?? {}),
        ),
    },
  ])

const isTableRow = (record: JsonObject): boolean =>
  'time_joined' in record &&
  'user_id' in record &&
  ['password_hash', 'third_party_id', 'phone_number'].some((key) => key in record)

const mapSupertokensUser = (record: JsonObject, context: PresetContext): UserRecord => {
  const user = createUserRecord()
  const methods = readLoginMethods(record)
  const inner = readObject(record['user'])
  const ownId = readText(record['id']) ?? readText(record['user_id']) ?? readText(inner?.['id'])
  // Applications know people by the external id where there is one.
  const id = readText(record['externalUserId']) ?? readText(record['external_user_id']) ?? ownId
  user.id = id
  const keys = [...new Set([ownId, id, ...methods.map((method) => method.userId)])].filter(
    (key) => key !== undefined,
  )
  const related = (name: string): JsonObject[] => keys.flatMap((key) => [...context.related(name, key)])
  readAddresses(user, methods)
  readPasswords(user, methods, related('passwords'), context)
  for (const method of methods) readThirdParty(user, method, context)
  if (methods.some(({ recipe }) => recipe === 'webauthn')) {
    user.losses.push({ kind: 'passkey', detail: 'Passkeys must be enrolled again.' })
  }
  readTotpDevices(user, [...readObjects(record['totpDevices']), ...related('totp')])
  readRoles(user, record, related('roles'))
  addTenants(user, record, related('roles'), context)
  readMetadata(user, record, related('metadata'))
  const joined = methods.map(({ joinedAt }) => joinedAt).filter((at) => at !== undefined)
  user.migratedFrom = {
    system: 'supertokens',
    id,
    createdAt: readTimestamp(record['timeJoined']) ?? joined.sort()[0],
    supertokensUserId: ownId === id ? undefined : ownId,
  }
  return user
}

/** One person, several ways in: the primary one's address first, but a verified one before an unverified. */
const readAddresses = (user: UserRecord, methods: readonly LoginMethod[]): void => {
  const inOrder = [...methods].sort((a, b) => Number(b.isPrimary) - Number(a.isPrimary))
  const emails = inOrder.flatMap(({ email, isVerified }): SourceAddress[] =>
    email === undefined ? [] : [{ value: email, isVerified }],
  )
  const email = choosePrimary(emails)
  user.primaryEmail = email?.value
  user.emailVerified = email?.isVerified
  keepOtherAddresses(user, 'otherEmails', emails, email?.value)
  // A number is proved by its first sign-in; there is no other way to add one.
  const phones = inOrder.flatMap(({ phone }): SourceAddress[] =>
    phone === undefined ? [] : [{ value: phone, isVerified: true }],
  )
  user.primaryPhone = phones[0]?.value
  user.phoneVerified = phones[0]?.isVerified
  keepOtherAddresses(user, 'otherPhones', phones, phones[0]?.value)
}

const readPasswords = (
  user: UserRecord,
  methods: readonly LoginMethod[],
  rows: readonly JsonObject[],
  context: PresetContext,
): void => {
  const own = methods.filter(({ recipe }) => recipe === 'emailpassword')
  const stored = own.find(({ passwordHash }) => passwordHash !== undefined)?.passwordHash
  const plaintext = own.find(({ password }) => password !== undefined)?.password
  const hash = stored ?? (plaintext === undefined ? readText(rows[0]?.['password_hash']) : undefined)
  if (hash !== undefined) putPassword(user, 'supertokens', hash, context.passwordParams)
  else if (plaintext !== undefined) user.password = plaintext
  else if (own.length > 0) {
    const detail = 'The Core API gives no password hashes out; read them from the database.'
    user.losses.push({ kind: 'password', detail })
  }
  if (own.length > 1) {
    const detail = 'The user has several passwords, one for each login method; the first one was taken.'
    user.losses.push({ kind: 'password', detail })
  }
}

const enterprise = /^(?:boxy-saml|okta|active-directory-saml|saml)/

const readThirdParty = (user: UserRecord, method: LoginMethod, context: PresetContext): void => {
  const { thirdPartyId, thirdPartyUserId: userId } = method
  if (thirdPartyId === undefined) return
  const provider = providerNames.get(thirdPartyId) ?? thirdPartyId
  if (enterprise.test(thirdPartyId) && !Object.hasOwn(context.connectors, thirdPartyId)) {
    loseEnterpriseIdentity(user, { provider, connection: thirdPartyId, userId })
    return
  }
  const details = method.email === undefined ? {} : { details: { email: method.email } }
  const identity = { provider, connection: thirdPartyId, userId: userId ?? null, ...details }
  addPortableIdentity(user, identity, context)
}

const providerNames = new Map<string, string>([
  ['google-workspaces', 'google'],
  ['active-directory', 'azuread'],
])

const readTotpDevices = (user: UserRecord, devices: readonly JsonObject[]): void => {
  for (const device of devices) {
    // A device that was never confirmed with a code.
    if (device['verified'] === false || device['verified'] === 'f' || device['verified'] === 'false') continue
    const loss = checkTotpParameters({ periodSeconds: readText(device['period']) })
    if (loss === undefined) putTotp(user, device['secretKey'] ?? device['secret_key'])
    else user.losses.push({ kind: 'totp', detail: loss })
  }
}

const readRoles = (user: UserRecord, record: JsonObject, rows: readonly JsonObject[]): void => {
  const roles = [...(readArray(record['userRoles']) ?? []), ...rows]
  for (const entry of roles) {
    const role = readText(readObject(entry)?.['role'] ?? entry)
    if (role !== undefined && !user.roles.includes(role)) user.roles.push(role)
  }
}

/** `first_name` and `last_name` are the names that SuperTokens' own dashboard gives them. */
const readMetadata = (user: UserRecord, record: JsonObject, rows: readonly JsonObject[]): void => {
  const metadata = readObject(record['userMetadata']) ?? readObject(rows[0]?.['user_metadata'])
  if (metadata === undefined) {
    if (readText(rows[0]?.['user_metadata']) !== undefined) {
      user.losses.push({ kind: 'metadata', detail: 'user_metadata is not a JSON object.' })
    }
    return
  }
  const givenName = readText(metadata['first_name'])
  const familyName = readText(metadata['last_name'])
  user.name = readText(metadata['name']) ?? joinName(givenName, familyName)
  user.profile = { givenName, familyName }
  if (Object.keys(metadata).length > 0) user.customData['userMetadata'] = metadata
}
