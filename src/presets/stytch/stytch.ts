import type { JsonObject } from '../../source/source-record.js'
import { createUserRecord } from '../create-user-record.js'
import type { Preset, PresetContext, Recognition, Skip } from '../preset.js'
import { putStytchPassword } from './stytch-passwords.js'
import { stytchClues, stytchMigrationClues } from './stytch-clues.js'
import type { UserRecord } from '../user-record.js'
import { addPortableIdentity } from '../vocabulary/identities/add-portable-identity.js'
import { joinName } from '../vocabulary/join-name.js'
import { choosePrimary, keepOtherAddresses, type SourceAddress } from '../vocabulary/keep-other-addresses.js'
import { keepAddedFields } from '../vocabulary/keep-added-fields.js'
import { loseEnterpriseIdentity } from '../vocabulary/identities/lose-identity.js'
import { describeOrganization, organizationsFile } from '../vocabulary/organizations-file.js'
import { readBoolean } from '../vocabulary/cells/read-boolean.js'
import { readArray, readObject, readObjects } from '../vocabulary/cells/read-json-cell.js'
import { readText } from '../vocabulary/cells/read-text.js'
import { readTimestamp } from '../vocabulary/cells/read-timestamp.js'
import { recogniseByClues } from '../vocabulary/recognise-by-clues.js'

/** Stytch: users of the consumer search, members of the B2B search, objects made for its password migration. */
export const stytch: Preset = {
  name: 'stytch',
  title: 'Stytch',
  relatedFiles: [organizationsFile('Organizations of the B2B search')],
  recognise: (sample) => recogniseStytch(sample),
  toUser: (record, context) => mapStytchUser(record, context),
}

const recogniseStytch = (sample: readonly JsonObject[]): Recognition => {
  const search = recogniseByClues(sample, stytchClues)
  const migration = recogniseByClues(sample, stytchMigrationClues)
  return migration.score > search.score ? migration : search
}

const mapStytchUser = (record: JsonObject, context: PresetContext): UserRecord | Skip => {
  const status = readText(record['status'])
  if (status === 'deleted') return { skip: 'deleted_user', reason: 'The member was deleted in Stytch.' }
  const user = createUserRecord()
  const id = readText(record['user_id']) ?? readText(record['member_id']) ?? readText(record['external_id'])
  user.id = id
  readEmails(user, record)
  readPhones(user, record)
  user.username = readText(record['username'])
  readName(user, record)
  readIdentities(user, record, context)
  putStytchPassword(user, record, context)
  readFactors(user, record)
  readMemberships(user, record, context)
  for (const [key, name] of metadataNames) {
    const metadata = readObject(record[key])
    if (metadata !== undefined && Object.keys(metadata).length > 0) user.customData[name] = metadata
  }
  keepAddedFields(user, 'stytch', record, readElsewhere)
  user.migratedFrom = {
    system: 'stytch',
    id,
    createdAt: readTimestamp(record['created_at']),
    updatedAt: readTimestamp(record['updated_at']),
    status,
    externalId: readText(record['external_id']),
    // Ends by itself an hour after too many attempts; no reason to suspend anybody.
    wasLocked: readBoolean(record['is_locked']) === true ? true : undefined,
    isAdmin: readBoolean(record['is_admin']) === true ? true : undefined,
    isBreakglass: readBoolean(record['is_breakglass']) === true ? true : undefined,
  }
  return user
}

const readAddresses = (entries: readonly JsonObject[], key: string): SourceAddress[] =>
  entries.flatMap((entry) => {
    const value = readText(entry[key])
    return value === undefined ? [] : [{ value, isVerified: readBoolean(entry['verified']) }]
  })

const readEmails = (user: UserRecord, record: JsonObject): void => {
  const emails = readAddresses(readObjects(record['emails']), 'email')
  const own = readText(record['email_address']) ?? readText(record['email'])
  if (own !== undefined)
    emails.unshift({ value: own, isVerified: readBoolean(record['email_address_verified']) })
  const primary = choosePrimary(emails)
  user.primaryEmail = primary?.value
  user.emailVerified = primary?.isVerified
  keepOtherAddresses(user, 'otherEmails', emails, primary?.value)
}

const readPhones = (user: UserRecord, record: JsonObject): void => {
  const phones = readAddresses(readObjects(record['phone_numbers']), 'phone_number')
  const own = readText(record['mfa_phone_number']) ?? readText(record['phone_number'])
  if (own !== undefined)
    phones.push({ value: own, isVerified: readBoolean(record['mfa_phone_number_verified']) })
  const primary = choosePrimary(phones)
  user.primaryPhone = primary?.value
  user.phoneVerified = primary?.isVerified
  keepOtherAddresses(user, 'otherPhones', phones, primary?.value)
}

/** An object for users, text for members. */
const readName = (user: UserRecord, record: JsonObject): void => {
  const parts = readObject(record['name'])
  const givenName = readText(parts?.['first_name'])
  const middleName = readText(parts?.['middle_name'])
  const familyName = readText(parts?.['last_name'])
  user.name = parts === undefined ? readText(record['name']) : joinName(givenName, middleName, familyName)
  user.profile = { givenName, middleName, familyName }
}

const readIdentities = (user: UserRecord, record: JsonObject, context: PresetContext): void => {
  const providers = [...readObjects(record['providers']), ...readObjects(record['oauth_registrations'])]
  for (const entry of providers) {
    const provider = readText(entry['provider_type']) ?? 'unknown'
    user.avatar ??= readText(entry['profile_picture_url'])
    user.profile.locale ??= readText(entry['locale'])
    addPortableIdentity(user, { provider, userId: entry['provider_subject'] ?? null }, context)
  }
  for (const entry of [
    ...readObjects(record['sso_registrations']),
    ...readObjects(record['scim_registrations']),
  ]) {
    const connection = readText(entry['connection_id']) ?? 'sso'
    loseEnterpriseIdentity(user, { provider: 'sso', connection, userId: readText(entry['external_id']) })
  }
}

const readFactors = ({ losses }: UserRecord, record: JsonObject): void => {
  if (isFilled(record['totps']) || readText(record['totp_registration_id']) !== undefined) {
    losses.push({ kind: 'totp', detail: 'Stytch gives no TOTP secrets out.' })
  }
  if (isFilled(record['webauthn_registrations'])) {
    losses.push({ kind: 'passkey', detail: 'Passkeys must be enrolled again.' })
  }
  if (isFilled(record['biometric_registrations'])) {
    losses.push({
      kind: 'second_factor',
      detail: 'Biometric registrations of the mobile app must be made again.',
    })
  }
  if (isFilled(record['crypto_wallets'])) {
    losses.push({ kind: 'web3_wallet', detail: 'The wallet must be linked again.' })
  }
}

const isFilled = (value: JsonObject[string] | undefined): boolean => (readArray(value)?.length ?? 0) > 0

/** Roles are texts for users, objects for members, whose roles belong to the organization. */
const readMemberships = (user: UserRecord, record: JsonObject, context: PresetContext): void => {
  const roles = (readArray(record['roles']) ?? []).flatMap((role) => {
    const name = readText(readObject(role)?.['role_id'] ?? role)
    // Everybody has it by definition.
    return name === undefined || name === 'stytch_user' || name === 'stytch_member' ? [] : [name]
  })
  const organizationId = readText(record['organization_id'])
  if (organizationId === undefined) for (const role of roles) user.roles.push(role)
  else user.organizations.push(describeOrganization({ id: organizationId, roles }, context))
}

const metadataNames: readonly [string, string][] = [
  ['trusted_metadata', 'trustedMetadata'],
  ['untrusted_metadata', 'untrustedMetadata'],
]

const readElsewhere: ReadonlySet<string> = new Set([
  ...metadataNames.map(([key]) => key),
  'biometric_registrations',
  'created_at',
  'crypto_wallets',
  'default_mfa_method',
  'email',
  'email_address',
  'email_address_verified',
  'emails',
  'external_id',
  'hash',
  'hash_type',
  'is_admin',
  'is_breakglass',
  'is_locked',
  'lock_created_at',
  'lock_expires_at',
  'member_id',
  'member_password_id',
  'mfa_enrolled',
  'mfa_phone_number',
  'mfa_phone_number_verified',
  'name',
  'oauth_registrations',
  'organization_id',
  'password',
  'phone_number',
  'phone_numbers',
  'providers',
  'roles',
  'scim_registration',
  'scim_registrations',
  'sso_registrations',
  'status',
  'totp_registration_id',
  'totps',
  'updated_at',
  'user_id',
  'username',
  'webauthn_registrations',
  'md_5_config',
  'argon_2_config',
  'sha_1_config',
  'sha_512_config',
  'scrypt_config',
  'pbkdf_2_config',
])
