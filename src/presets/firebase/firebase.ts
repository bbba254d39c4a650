// No declaration: who is left out depends on the providers, which three forms of export keep in three ways, and the speed of its files is a target (bench/check.mjs) that a table would cost a quarter of (workos.ts).

import type { JsonObject, JsonValue } from '../../source/source-record.js'
import { createUserRecord } from '../create-user-record.js'
import { firebaseColumns } from './firebase-columns.js'
import { readProviders, type FirebaseProvider } from './firebase-providers.js'
import type { Preset, PresetContext, Recognition, Skip } from '../preset.js'
import type { UserRecord } from '../user-record.js'
import { addIdentity } from '../vocabulary/identities/add-identity.js'
import { keepAddedFields } from '../vocabulary/keep-added-fields.js'
import { loseEnterpriseIdentity } from '../vocabulary/identities/lose-identity.js'
import { losePassword } from '../vocabulary/lose-password.js'
import { putPassword } from '../vocabulary/put-password.js'
import { readBoolean } from '../vocabulary/cells/read-boolean.js'
import { isObject, readJsonCell, readObjects } from '../vocabulary/cells/read-json-cell.js'
import { readText } from '../vocabulary/cells/read-text.js'
import { readTimestamp } from '../vocabulary/cells/read-timestamp.js'
import { recogniseByClues } from '../vocabulary/recognise-by-clues.js'
import { setPath } from '../vocabulary/cells/set-path.js'

/** Firebase Authentication: `firebase auth:export` as JSON or CSV, and users as the Admin SDK lists them. */
export const firebase: Preset = {
  name: 'firebase',
  title: 'Firebase Authentication',
  csvColumns: (fieldCount) => firebaseColumns(fieldCount),
  recognise: (sample) => recogniseFirebase(sample),
  toUser: (record, context) => mapFirebaseUser(record, context),
}

const recogniseFirebase = (sample: readonly JsonObject[]): Recognition =>
  recogniseByClues(sample, [
    {
      evidence: 'localId, or uid beside providerData or metadata.creationTime',
      weight: 0.5,
      isOwn: true,
      holds: (record) =>
        'localId' in record ||
        ('uid' in record &&
          ('providerData' in record ||
            'tokensValidAfterTime' in record ||
            'metadata.creationTime' in record ||
            readMetadata(record)['creationTime'] !== undefined)),
    },
    {
      evidence: 'providerUserInfo or providerData with providerId, or columns such as google.com.rawId',
      weight: 0.25,
      isOwn: true,
      holds: (record) =>
        Array.isArray(record['providerUserInfo']) ||
        readObjects(record['providerData']).some((one) => 'providerId' in one) ||
        'google.com.rawId' in record,
    },
    {
      evidence: 'times in milliseconds as text, or the names emailVerified, disabled, customAttributes',
      weight: 0.25,
      holds: (record) =>
        /^\d{13}$/.test(readText(record['createdAt']) ?? '') ||
        ('emailVerified' in record && 'disabled' in record) ||
        'customAttributes' in record,
    },
  ])

const mapFirebaseUser = (record: JsonObject, context: PresetContext): UserRecord | Skip => {
  const user = createUserRecord()
  user.id = readText(record['localId']) ?? readText(record['uid'])
  user.primaryEmail = readText(record['email'])
  // The console and both exports leave the flag out when it is false.
  if (user.primaryEmail !== undefined) user.emailVerified = readBoolean(record['emailVerified']) ?? false
  user.primaryPhone = readText(record['phoneNumber'])
  const providers = readProviders(record)
  if (
    user.primaryEmail === undefined &&
    user.primaryPhone === undefined &&
    !providers.some(({ isLocal }) => !isLocal)
  ) {
    return { skip: 'anonymous', reason: 'The user has no e-mail address, no phone number and no provider.' }
  }
  user.name = readText(record['displayName'])
  user.avatar = readText(record['photoUrl']) ?? readText(record['photoURL'])
  user.isSuspended = readBoolean(record['disabled'])
  putFirebasePassword(user, record, providers, context)
  for (const provider of providers) putProvider(user, provider, context)
  loseFactors(user, record)
  keepClaims(user, record)
  keepAddedFields(user, 'firebase', record, readElsewhere)
  user.migratedFrom = readOrigin(record, user.id)
  return user
}

const putFirebasePassword = (
  user: UserRecord,
  record: JsonObject,
  providers: readonly FirebaseProvider[],
  { passwordParams }: PresetContext,
): void => {
  const stored = record['passwordHash']
  if (readText(stored) !== undefined) {
    const salt = readText(record['salt']) ?? readText(record['passwordSalt']) ?? ''
    putPassword(user, 'firebase', stored, { ...passwordParams, salt })
  } else if (providers.some(({ id }) => id === 'password')) {
    // Users imported into Firebase with another algorithm keep that hash until they sign in.
    losePassword(user, 'The user signs in with a password, but the export holds no hash of it.')
  }
}

const putProvider = (user: UserRecord, provider: FirebaseProvider, context: PresetContext): void => {
  const { id, userId, details, isLocal } = provider
  if (isLocal) return
  if (/^(?:saml|oidc)\./.test(id) && !Object.hasOwn(context.connectors, id)) {
    loseEnterpriseIdentity(user, { provider: id, userId })
  } else addIdentity(user, { provider: id, userId, details }, context)
}

/** Neither the command nor the SDK gives a TOTP secret out. */
const loseFactors = (user: UserRecord, record: JsonObject): void => {
  const enrolled = record['mfaInfo'] ?? readObject(record['multiFactor'])['enrolledFactors']
  for (const factor of readObjects(enrolled)) {
    const isTotp = 'totpInfo' in factor || readText(factor['factorId']) === 'totp'
    user.losses.push(
      isTotp
        ? {
            kind: 'totp',
            detail: 'Firebase does not export TOTP secrets; the factor must be enrolled again.',
          }
        : { kind: 'second_factor', detail: 'The SMS second factor must be enrolled again.' },
    )
  }
}

const keepClaims = (user: UserRecord, record: JsonObject): void => {
  const claims = readClaimsCell(record['customAttributes'] ?? record['customClaims'])
  if (claims === undefined || claims === null || claims === '') return
  if (isObject(claims) && Object.keys(claims).length === 0) return
  setPath(user.customData, ['customClaims'], claims)
}

/** firebase-tools leaves `\"` in the CSV where it should have doubled the quote. */
const readClaimsCell = (value: JsonValue | undefined): JsonValue | undefined => {
  const claims = readJsonCell(value)
  return typeof claims === 'string' && claims.includes('\\"')
    ? readJsonCell(claims.replaceAll('\\"', '"'))
    : claims
}

/** What has a place of its own, or is none of the user's data. Everything else goes to `customData.firebase`. */
const readElsewhere: ReadonlySet<string> = new Set([
  ...(firebaseColumns(53) ?? []),
  'customClaims',
  'lastSignedInAt',
  'metadata',
  'mfaInfo',
  'multiFactor',
  'passwordSalt',
  'passwordUpdatedAt',
  'photoURL',
  'providerData',
  'providerUserInfo',
  'rawPassword',
  'tenantId',
  'tokensValidAfterTime',
  'uid',
  'validSince',
  'version',
])

const readOrigin = (record: JsonObject, id: string | undefined): UserRecord['migratedFrom'] => {
  const metadata = readMetadata(record)
  return {
    system: 'firebase',
    id,
    createdAt: readTimestamp(record['createdAt']) ?? readHttpDate(metadata['creationTime']),
    lastSignInAt:
      readTimestamp(record['lastSignedInAt'] ?? record['lastLoginAt']) ??
      readHttpDate(metadata['lastSignInTime']),
    tenantId: readText(record['tenantId']),
  }
}

const readMetadata = (record: JsonObject): JsonObject => readObject(record['metadata'])

const nothing: JsonObject = {}

const readObject = (value: JsonValue | undefined): JsonObject => (isObject(value) ? value : nothing)

/** The Admin SDK writes `Mon, 15 Jan 2024 10:30:00 GMT`. */
const readHttpDate = (value: JsonValue | undefined): string | undefined => {
  const text = readText(value)
  if (text === undefined || !text.endsWith(' GMT')) return readTimestamp(value)
  return readTimestamp(Date.parse(text))
}
