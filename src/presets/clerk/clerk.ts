import type { JsonObject } from '../../source/source-record.js'
import { declarePreset } from '../declare/declare-preset.js'
import { rememberWhenTrue } from '../declare/field-readers.js'
import { unread } from '../declare/unread.js'
import { userRows } from '../declare/user-rows.js'
import type { PresetContext } from '../preset.js'
import type { UserRecord } from '../user-record.js'
import { addPortableIdentity } from '../vocabulary/identities/add-portable-identity.js'
import { joinName } from '../vocabulary/join-name.js'
import { keepMetadata } from '../vocabulary/keep-metadata.js'
import { loseEnterpriseIdentity } from '../vocabulary/identities/lose-identity.js'
import { putPassword } from '../vocabulary/put-password.js'
import { putTotp } from '../vocabulary/put-totp.js'
import { readBoolean } from '../vocabulary/cells/read-boolean.js'
import { readArray, readObjects } from '../vocabulary/cells/read-json-cell.js'
import { readText } from '../vocabulary/cells/read-text.js'
import { hasAllNames, hasAnyName } from '../vocabulary/has-name.js'
import { addressKeys, readClerkAddresses } from './clerk-addresses.js'
import { addMemberships, clerkMemberships, clerkOrganizations } from './clerk-memberships.js'

/** The dashboard's CSV beside users of the Backend API, which have social accounts and metadata but no hashes. */
const clerkPasswords = userRows(
  'passwords',
  "CSV export of Clerk's dashboard",
  ['id'],
  ['password_digest', 'password_hasher', 'totp_secret'],
)

/** Clerk: the dashboard's CSV, the JSON of the migration tool, users of the Backend API. */
/** The name of a hasher alone stands in tables of others as well. */
const hasHash = hasAllNames('password_digest', 'password_hasher')
const hasAnyOwnName = hasAnyName(
  'verified_email_addresses',
  'unverified_email_addresses',
  'unsafe_metadata',
  'external_accounts',
  'skip_password_checks',
  'skip_password_requirement',
)
const hasOwnName = (record: JsonObject): boolean => hasAnyOwnName(record) || hasHash(record)

export const clerk = declarePreset({
  name: 'clerk',
  title: 'Clerk',
  relatedFiles: [clerkPasswords, clerkMemberships, clerkOrganizations],
  forms: [
    [
      {
        evidence: 'primary_email_address or primary_email_address_id',
        weight: 0.5,
        isOwn: true,
        holds: hasAnyName('primary_email_address', 'primary_email_address_id', 'primary_phone_number_id'),
      },
      {
        evidence:
          'password_digest with password_hasher, verified_email_addresses, unsafe_metadata or external_accounts',
        weight: 0.3,
        isOwn: true,
        holds: hasOwnName,
      },
      {
        evidence: 'id has the form user_…',
        weight: 0.2,
        holds: (record) => /^user_[A-Za-z\d]+$/.test(readText(record['id']) ?? ''),
      },
    ],
  ],
  fields: {
    id: 'id',
    username: 'username',
    first_name: 'profile.givenName',
    last_name: 'profile.familyName',
    locale: 'profile.locale',
    banned: 'isSuspended',
    created_at: 'migratedFrom.createdAt',
    last_sign_in_at: 'migratedFrom.lastSignInAt',
    updated_at: 'migratedFrom.updatedAt',
    external_id: 'migratedFrom.externalId',
    // A pause after failed attempts, which ends by itself; no reason to suspend anybody.
    locked: rememberWhenTrue('wasLocked'),
    // Without an own image `image_url` is a picture of the initials, made by Clerk's server.
    image_url: (user, value, _context, record) => {
      if (readBoolean(record['has_image']) !== false) user.avatar = readText(value)
      return true
    },
    ...unread(addressKeys.join(' ')),
    ...unread(`backup_code_enabled backup_codes backup_codes_enabled enterprise_accounts external_accounts has_image
      organization_memberships passkeys password_digest password_enabled password_hasher private_metadata
      public_metadata saml_accounts totp_enabled totp_secret unsafe_metadata web3_wallets`),
    // Clerk's settings rather than the person.
    ...unread(`create_organization_enabled delete_self_enabled last_active_at
      lockout_expires_in_seconds mfa_disabled_at mfa_enabled_at object password_last_updated_at
      primary_web3_wallet_id profile_image_url two_factor_enabled verification_attempts_remaining`),
  },
  finish: (user, record, context) => {
    readClerkAddresses(user, record)
    const secrets = findSecrets(record, user.id, context)
    readPassword(user, record, secrets, context)
    readAccounts(user, record, context)
    readFactors(user, record, secrets)
    addMemberships(user, record, user.id, context)
    keepMetadata(user, record, 'public_metadata', 'publicMetadata')
    keepMetadata(user, record, 'private_metadata', 'privateMetadata')
    keepMetadata(user, record, 'unsafe_metadata', 'unsafeMetadata')
  },
})

/** The record itself where it has a digest or a TOTP secret, else the row of the CSV beside it. */
const findSecrets = (record: JsonObject, id: string | undefined, context: PresetContext): JsonObject => {
  const isComplete =
    readText(record['password_digest']) !== undefined || readText(record['totp_secret']) !== undefined
  const row = isComplete || id === undefined ? undefined : context.related('passwords', id)[0]
  return row ?? record
}

const readPassword = (
  user: UserRecord,
  record: JsonObject,
  secrets: JsonObject,
  context: PresetContext,
): void => {
  const digest = secrets['password_digest']
  if (readText(digest) === undefined) {
    if (readBoolean(record['password_enabled']) !== true) return
    const detail = 'The Backend API gives no password hashes out; export users from the dashboard.'
    user.losses.push({ kind: 'password', detail })
    return
  }
  const hasher = readText(secrets['password_hasher'])
  const params = hasher === undefined ? {} : { password_hasher: hasher }
  putPassword(user, 'clerk', digest, { ...context.passwordParams, ...params })
}

const readAccounts = (user: UserRecord, record: JsonObject, context: PresetContext): void => {
  for (const account of readObjects(record['external_accounts'])) {
    const provider = readText(account['provider']) ?? 'unknown'
    const userId = account['provider_user_id'] ?? null
    const details = accountDetails(account)
    addPortableIdentity(user, { provider, userId, ...(details === undefined ? {} : { details }) }, context)
  }
  for (const kind of ['saml_accounts', 'enterprise_accounts']) {
    for (const account of readObjects(record[kind])) {
      const userId = readText(account['provider_user_id'])
      loseEnterpriseIdentity(user, { provider: readText(account['provider']) ?? 'saml', userId })
    }
  }
}

const accountDetails = (account: JsonObject): JsonObject | undefined => {
  const details: JsonObject = {}
  const email = readText(account['email_address'])
  if (email !== undefined) details['email'] = email
  const name = joinName(readText(account['first_name']), readText(account['last_name']))
  if (name !== undefined) details['name'] = name
  const avatar = readText(account['image_url'])
  if (avatar !== undefined) details['avatar'] = avatar
  return email === undefined && name === undefined && avatar === undefined ? undefined : details
}

const readFactors = (user: UserRecord, record: JsonObject, secrets: JsonObject): void => {
  const { losses } = user
  if (readText(secrets['totp_secret']) !== undefined) putTotp(user, secrets['totp_secret'])
  else if (readBoolean(record['totp_enabled']) === true) {
    losses.push({ kind: 'totp', detail: 'The Backend API gives no TOTP secrets out.' })
  }
  const isBackedUp = readBoolean(record['backup_code_enabled']) ?? readBoolean(record['backup_codes_enabled'])
  const codes = readArray(record['backup_codes'])
  if (isBackedUp === true || (codes !== undefined && codes.length > 0)) {
    losses.push({ kind: 'backup_codes', detail: 'Clerk stores backup codes as bcrypt digests.' })
  }
  if (readObjects(record['passkeys']).length > 0) {
    losses.push({ kind: 'passkey', detail: 'Passkeys must be enrolled again.' })
  }
  const isSecondFactor = (phone: JsonObject) => readBoolean(phone['reserved_for_second_factor']) === true
  if (readObjects(record['phone_numbers']).some(isSecondFactor)) {
    losses.push({ kind: 'second_factor', detail: 'The second factor sms must be enrolled again.' })
  }
  if (readObjects(record['web3_wallets']).length > 0) {
    losses.push({ kind: 'web3_wallet', detail: 'The wallet must be linked again.' })
  }
}
