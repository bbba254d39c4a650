import type { JsonObject } from '../../source/source-record.js'
import { declarePreset } from '../declare/declare-preset.js'
import { accountState, rememberWhenTrue } from '../declare/field-readers.js'
import { unread } from '../declare/unread.js'
import type { PresetContext } from '../preset.js'
import type { UserRecord } from '../user-record.js'
import { addPortableIdentity } from '../vocabulary/identities/add-portable-identity.js'
import { joinName } from '../vocabulary/join-name.js'
import { choosePrimary, keepOtherAddresses, type SourceAddress } from '../vocabulary/keep-other-addresses.js'
import { loseEnterpriseIdentity } from '../vocabulary/identities/lose-identity.js'
import { describeOrganization, organizationsFile } from '../vocabulary/organizations-file.js'
import { readBoolean } from '../vocabulary/cells/read-boolean.js'
import { readArray, readObject, readObjects } from '../vocabulary/cells/read-json-cell.js'
import { readText } from '../vocabulary/cells/read-text.js'
import { stytchClues, stytchMigrationClues } from './stytch-clues.js'
import { configs, putStytchPassword } from './stytch-passwords.js'

/** Stytch: users of the consumer search, members of the B2B search, objects made for its password migration. */
export const stytch = declarePreset({
  name: 'stytch',
  title: 'Stytch',
  relatedFiles: [organizationsFile('Organizations of the B2B search')],
  forms: [stytchClues, stytchMigrationClues],
  skips: [
    {
      skip: 'deleted_user',
      reason: 'The member was deleted in Stytch.',
      when: ({ status }) => status === 'deleted',
    },
  ],
  fields: {
    'user_id | member_id': 'id',
    username: 'username',
    created_at: 'migratedFrom.createdAt',
    updated_at: 'migratedFrom.updatedAt',
    status: accountState(['active', 'pending', 'invited'], []),
    external_id: 'migratedFrom.externalId',
    // Ends by itself an hour after too many attempts; no reason to suspend anybody.
    is_locked: rememberWhenTrue('wasLocked'),
    is_admin: rememberWhenTrue('isAdmin'),
    is_breakglass: rememberWhenTrue('isBreakglass'),
    ...unread(`biometric_registrations crypto_wallets email email_address email_address_verified emails
      mfa_phone_number mfa_phone_number_verified name oauth_registrations organization_id phone_number phone_numbers
      providers roles scim_registrations sso_registrations totp_registration_id totps trusted_metadata
      untrusted_metadata webauthn_registrations`),
    ...unread('hash hash_type password member_password_id'),
    ...unread(configs.join(' ')),
    ...unread(`default_mfa_method lock_created_at lock_expires_at mfa_enrolled
      scim_registration`),
  },
  finish: (user, record, context) => {
    user.id ??= readText(record['external_id'])
    readEmails(user, record)
    readPhones(user, record)
    readName(user, record)
    readIdentities(user, record, context)
    putStytchPassword(user, record, context)
    readFactors(user, record)
    readMemberships(user, record, context)
    const trusted = readObject(record['trusted_metadata']) ?? {}
    if (Object.keys(trusted).length > 0) user.customData['trustedMetadata'] = trusted
    const untrusted = readObject(record['untrusted_metadata']) ?? {}
    if (Object.keys(untrusted).length > 0) user.customData['untrustedMetadata'] = untrusted
  },
})

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
