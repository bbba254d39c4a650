import type { JsonObject, JsonValue } from '../../source/source-record.js'
import { declarePreset } from '../declare/declare-preset.js'
import { unread } from '../declare/unread.js'
import { logtoOrganizations, logtoRoles, putMemberships } from './logto-memberships.js'
import { logtoFactors, putLogtoFactors } from './logto-factors.js'
import { isAddressClaim, isTextClaim } from '../profile-claims.js'
import type { PresetContext } from '../preset.js'
import type { UserRecord } from '../user-record.js'
import { loseEnterpriseIdentity } from '../vocabulary/identities/lose-identity.js'
import { pickCell } from '../vocabulary/cells/pick-cell.js'
import { putPassword } from '../vocabulary/put-password.js'
import { readBoolean } from '../vocabulary/cells/read-boolean.js'
import { isObject, readObject, readObjects } from '../vocabulary/cells/read-json-cell.js'
import { readText } from '../vocabulary/cells/read-text.js'
import { hasAllNames, hasAnyName } from '../vocabulary/has-name.js'

/** `lastSignInAt` tells it from the records of one's own that `generic` reads under the same names. */
const isApiUser = hasAllNames('primaryEmail', 'lastSignInAt', 'isSuspended')

const isTableRow = hasAllNames('primary_email', 'application_id', 'custom_data')

/** Another Logto tenant: saved pages of `GET /api/users`, or the `users` table of a self-hosted one. */
export const logto = declarePreset({
  name: 'logto',
  title: 'Logto',
  relatedFiles: [logtoRoles, logtoOrganizations, logtoFactors],
  forms: [
    [
      {
        evidence: 'primaryEmail, lastSignInAt and isSuspended, or their columns',
        weight: 0.6,
        isOwn: true,
        holds: (record) => isApiUser(record) || isTableRow(record),
      },
      {
        evidence: 'hasPassword, passwordAlgorithm or password_encryption_method',
        weight: 0.2,
        holds: hasAnyName('hasPassword', 'passwordAlgorithm', 'password_encryption_method'),
      },
      {
        evidence: 'id of 12 lower-case letters and digits, or 21 characters',
        weight: 0.2,
        holds: (record) => /^(?:[a-z\d]{12}|[\w-]{21})$/.test(readText(record['id']) ?? ''),
      },
    ],
  ],
  fields: {
    id: 'id',
    username: 'username',
    'primaryEmail | primary_email': 'primaryEmail',
    'primaryPhone | primary_phone': 'primaryPhone',
    name: 'name',
    avatar: 'avatar',
    'isSuspended | is_suspended': 'isSuspended',
    'isPasswordExpired | is_password_expired': 'isPasswordExpired',
    'customData | custom_data': (user, value) => {
      const customData = readObject(value)
      user.customData = { ...user.customData, ...customData }
      return customData !== undefined
    },
    profile: (user, value) => {
      const profile = readObject(value)
      if (profile !== undefined) putProfile(user, profile)
      return profile !== undefined
    },
    'createdAt | created_at': 'migratedFrom.createdAt',
    'lastSignInAt | last_sign_in_at': 'migratedFrom.lastSignInAt',
    'applicationId | application_id': 'migratedFrom.applicationId',
    ...unread(`hasPassword identities mfaVerifications mfa_verifications organizations passwordAlgorithm passwordDigest
      password_encrypted password_encryption_method roles ssoIdentities`),
    // Of the old tenant rather than of the person.
    ...unread('cimdClientId cimd_client_id logto_config tenant_id updatedAt updated_at'),
  },
  // Who had no display name keeps none.
  nameOf: () => undefined,
  finish: (user, record, context) => {
    user.phoneFormat = 'international-digits'
    putLogtoPassword(user, record, context)
    putIdentities(user, record, context)
    putLogtoFactors(user, record, user.id, context)
    putMemberships(user, record, user.id, context)
  },
})

/** Claims keep their names; a claim that this version does not know goes to `customData.profile`. */
const putProfile = ({ profile, customData }: UserRecord, source: JsonObject): void => {
  const unknown: JsonObject = {}
  for (const [key, value] of Object.entries(source)) {
    if (key === 'address' && isObject(value)) {
      const address: NonNullable<typeof profile.address> = {}
      for (const [part, text] of Object.entries(value)) {
        if (isAddressClaim(part)) address[part] = readText(text) ?? ''
      }
      profile.address = address
    } else if (isTextClaim(key)) {
      const text = readText(value)
      if (text !== undefined) profile[key] = text
    } else if (value !== null && key !== '__proto__') unknown[key] = value
  }
  if (Object.keys(unknown).length > 0 && !('profile' in customData)) customData['profile'] = unknown
}

const putLogtoPassword = (user: UserRecord, record: JsonObject, { passwordParams }: PresetContext): void => {
  const digest = pickCell(record, 'passwordDigest', 'password_encrypted')
  if (digest !== undefined) {
    const passwordAlgorithm = pickCell(record, 'passwordAlgorithm', 'password_encryption_method')
    putPassword(user, 'logto', digest, { ...passwordParams, passwordAlgorithm })
  } else if (readBoolean(record['hasPassword']) === true) {
    const message = 'The user has a password, but the export was made without includePasswordHash=true.'
    const reason = 'password_elsewhere'
    user.unconvertiblePassword = { reason, message }
    user.losses.push({ kind: 'password', detail: message, reason })
  }
}

/** Targets are the connectors' own already; in the new tenant one may have been named otherwise. */
const putIdentities = (user: UserRecord, record: JsonObject, { connectors }: PresetContext): void => {
  const identities = readObject(record['identities']) ?? {}
  for (const [target, identity] of Object.entries(identities)) {
    const userId = isObject(identity) ? readText(identity['userId']) : undefined
    if (userId === undefined) {
      user.losses.push({ kind: 'social_identity', detail: `The ${target} identity has no id.` })
      continue
    }
    const renamed = Object.hasOwn(connectors, target) ? (connectors[target] ?? target) : target
    const details: JsonValue | undefined = isObject(identity) ? identity['details'] : undefined
    if (renamed === '__proto__') continue
    user.identities[renamed] = isObject(details) ? { userId, details } : { userId }
  }
  for (const sso of readObjects(record['ssoIdentities'])) {
    const provider = readText(sso['issuer']) ?? 'sso'
    loseEnterpriseIdentity(user, { provider, userId: readText(sso['identityId']) })
  }
}
