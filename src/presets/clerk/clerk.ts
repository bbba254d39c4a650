import type { JsonObject } from '../../source/source-record.js'
import { addressKeys, readClerkAddresses } from './clerk-addresses.js'
import { addMemberships, clerkMemberships, clerkOrganizations } from './clerk-memberships.js'
import { createUserRecord } from '../create-user-record.js'
import type { Preset, PresetContext, Recognition, RelatedFile } from '../preset.js'
import type { UserRecord } from '../user-record.js'
import { addPortableIdentity } from '../vocabulary/identities/add-portable-identity.js'
import { joinName } from '../vocabulary/join-name.js'
import { keepAddedFields } from '../vocabulary/keep-added-fields.js'
import { loseEnterpriseIdentity } from '../vocabulary/identities/lose-identity.js'
import { putPassword } from '../vocabulary/put-password.js'
import { putTotp } from '../vocabulary/put-totp.js'
import { readBoolean } from '../vocabulary/cells/read-boolean.js'
import { readArray, readObject, readObjects } from '../vocabulary/cells/read-json-cell.js'
import { readText } from '../vocabulary/cells/read-text.js'
import { readTimestamp } from '../vocabulary/cells/read-timestamp.js'
import { hasAnyName } from '../vocabulary/has-name.js'
import { recogniseByClues } from '../vocabulary/recognise-by-clues.js'

/** The dashboard's CSV beside users of the Backend API, which have social accounts and metadata but no hashes. */
const clerkPasswords: RelatedFile = {
  name: 'passwords',
  title: "CSV export of Clerk's dashboard",
  keysOf: (row) => {
    const id = readText(row['id'])
    return id === undefined ? [] : [id]
  },
  reduce: ({ password_digest = null, password_hasher = null, totp_secret = null }) => ({
    password_digest,
    password_hasher,
    totp_secret,
  }),
}

/** Clerk: the dashboard's CSV, the JSON of the migration tool, users of the Backend API. */
export const clerk: Preset = {
  name: 'clerk',
  title: 'Clerk',
  relatedFiles: [clerkPasswords, clerkMemberships, clerkOrganizations],
  recognise: (sample) => recogniseClerk(sample),
  toUser: (record, context) => mapClerkUser(record, context),
}

const recogniseClerk = (sample: readonly JsonObject[]): Recognition =>
  recogniseByClues(sample, [
    {
      evidence: 'primary_email_address or primary_email_address_id',
      weight: 0.5,
      isOwn: true,
      holds: hasAnyName('primary_email_address', 'primary_email_address_id', 'primary_phone_number_id'),
    },
    {
      evidence: 'password_hasher, verified_email_addresses, unsafe_metadata or external_accounts',
      weight: 0.3,
      isOwn: true,
      holds: hasAnyName(
        'password_hasher',
        'verified_email_addresses',
        'unverified_email_addresses',
        'unsafe_metadata',
        'external_accounts',
        'skip_password_checks',
        'skip_password_requirement',
      ),
    },
    {
      evidence: 'id has the form user_…',
      weight: 0.2,
      holds: (record) => /^user_[A-Za-z\d]+$/.test(readText(record['id']) ?? ''),
    },
  ])

const mapClerkUser = (record: JsonObject, context: PresetContext): UserRecord => {
  const user = createUserRecord()
  const id = readText(record['id'])
  user.id = id
  readClerkAddresses(user, record)
  user.username = readText(record['username'])
  const givenName = readText(record['first_name'])
  const familyName = readText(record['last_name'])
  user.name = joinName(givenName, familyName)
  user.profile = { givenName, familyName, locale: readText(record['locale']) }
  // Without an own image `image_url` is a picture of the initials, made by Clerk's server.
  if (readBoolean(record['has_image']) !== false) user.avatar = readText(record['image_url'])
  user.isSuspended = readBoolean(record['banned'])
  const secrets = findSecrets(record, id, context)
  readPassword(user, record, secrets, context)
  readAccounts(user, record, context)
  readFactors(user, record, secrets)
  addMemberships(user, record, id, context)
  readMetadata(user, record)
  user.migratedFrom = {
    system: 'clerk',
    id,
    createdAt: readTimestamp(record['created_at']),
    lastSignInAt: readTimestamp(record['last_sign_in_at']),
    updatedAt: readTimestamp(record['updated_at']),
    externalId: readText(record['external_id']),
    // A pause after failed attempts, which ends by itself; no reason to suspend anybody.
    wasLocked: readBoolean(record['locked']) === true ? true : undefined,
  }
  return user
}

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

const readMetadata = (user: UserRecord, record: JsonObject): void => {
  for (const [key, name] of metadataNames) {
    const metadata = readObject(record[key])
    if (metadata === undefined) {
      if (readText(record[key]) !== undefined) {
        user.losses.push({ kind: 'metadata', detail: `${key} is not a JSON object.` })
      }
    } else if (Object.keys(metadata).length > 0) user.customData[name] = metadata
  }
  keepAddedFields(user, 'clerk', record, readElsewhere)
}

const metadataNames: readonly [string, string][] = [
  ['public_metadata', 'publicMetadata'],
  ['private_metadata', 'privateMetadata'],
  ['unsafe_metadata', 'unsafeMetadata'],
]

/** What has a place of its own, or describes Clerk's settings rather than the person. */
const readElsewhere: ReadonlySet<string> = new Set([
  ...addressKeys,
  ...metadataNames.map(([key]) => key),
  'backup_code_enabled',
  'backup_codes',
  'backup_codes_enabled',
  'banned',
  'create_organization_enabled',
  'created_at',
  'delete_self_enabled',
  'enterprise_accounts',
  'external_accounts',
  'external_id',
  'first_name',
  'has_image',
  'id',
  'image_url',
  'last_active_at',
  'last_name',
  'last_sign_in_at',
  'locale',
  'locked',
  'lockout_expires_in_seconds',
  'mfa_disabled_at',
  'mfa_enabled_at',
  'object',
  'organization_memberships',
  'passkeys',
  'password_digest',
  'password_enabled',
  'password_hasher',
  'password_last_updated_at',
  'primary_web3_wallet_id',
  'profile_image_url',
  'saml_accounts',
  'totp_enabled',
  'totp_secret',
  'two_factor_enabled',
  'updated_at',
  'username',
  'verification_attempts_remaining',
  'web3_wallets',
])
