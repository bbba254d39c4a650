// No declaration: what a field means depends on which of four exports it is from, and the speed of its files is a target (bench/check.mjs) that a table would cost a quarter of (workos.ts).

import type { JsonObject } from '../../source/source-record.js'
import { addEnterpriseIdentity, isEnterprise, isLocal, readIdentities } from './auth0-identities.js'
import { auth0Passwords, putAuth0Password } from './auth0-passwords.js'
import {
  addAuth0Memberships,
  addAuth0Roles,
  auth0Members,
  auth0Organizations,
  auth0Roles,
} from './auth0-organizations.js'
import { expandColumns } from './expand-columns.js'
import { createUserRecord } from '../create-user-record.js'
import type { Preset, PresetContext, Recognition } from '../preset.js'
import type { UserRecord } from '../user-record.js'
import { addIdentity } from '../vocabulary/identities/add-identity.js'
import { putTotp } from '../vocabulary/put-totp.js'
import { readBoolean } from '../vocabulary/cells/read-boolean.js'
import { isObject, readArray, readJsonCell, readObjects } from '../vocabulary/cells/read-json-cell.js'
import { readText } from '../vocabulary/cells/read-text.js'
import { readTimestamp } from '../vocabulary/cells/read-timestamp.js'
import { claimKeys, readClaims } from '../vocabulary/read-claims.js'
import { hasAllNames, hasAnyName } from '../vocabulary/has-name.js'
import { recogniseByClues } from '../vocabulary/recognise-by-clues.js'

/** Auth0: users exports (NDJSON or CSV), the Users API and the import/export extension, password exports. */
export const auth0: Preset = {
  name: 'auth0',
  title: 'Auth0',
  relatedFiles: [auth0Passwords, auth0Members, auth0Organizations, auth0Roles],
  recognise: (sample) => recogniseAuth0(sample),
  toUser: (record, context) => mapAuth0User(expandColumns(record), context),
}

const recogniseAuth0 = (sample: readonly JsonObject[]): Recognition =>
  recogniseByClues(sample.map(expandColumns), [
    {
      evidence: 'user_id has the form provider|id, or _id stands beside passwordHash and connection',
      weight: 0.4,
      isOwn: true,
      holds: (record) => /^[\w-]+\|.+/.test(readText(record['user_id']) ?? '') || isPasswordExport(record),
    },
    {
      evidence: 'identities with connection and provider, or _id beside connection',
      weight: 0.2,
      isOwn: true,
      holds: (record) =>
        readObjects(record['identities']).some((one) => 'connection' in one && 'provider' in one) ||
        (oidOf(record) !== undefined && 'connection' in record),
    },
    {
      evidence: 'custom_password_hash',
      weight: 0.1,
      isOwn: true,
      holds: hasAnyName('custom_password_hash'),
    },
    {
      evidence: 'logins_count, last_password_reset, mfa_factors, _tmp_is_unique or password_set_date',
      weight: 0.1,
      isOwn: true,
      holds: hasAnyName(
        'logins_count',
        'last_password_reset',
        'mfa_factors',
        '_tmp_is_unique',
        'password_set_date',
      ),
    },
    {
      evidence: 'user_metadata and app_metadata',
      weight: 0.1,
      isOwn: true,
      // GoTrue, which Supabase and Netlify run, has both as well.
      holds: (record) => hasMetadata(record) && !isOfGotrue(record),
    },
    {
      evidence: 'user_metadata, app_metadata, last_login or email_verified',
      weight: 0.1,
      holds: hasAnyName('user_metadata', 'app_metadata', 'last_login', 'email_verified'),
    },
    {
      evidence: 'user_metadata or app_metadata',
      weight: 0.4,
      holds: (record) => ('user_metadata' in record || 'app_metadata' in record) && !isOfGotrue(record),
    },
  ])

const hasMetadata = hasAllNames('user_metadata', 'app_metadata')

const isOfGotrue = hasAnyName(
  'aud',
  'confirmed_at',
  'email_confirmed_at',
  'phone_confirmed_at',
  'instance_id',
)

/** A line of the export that Auth0's support makes. */
const isPasswordExport = (record: JsonObject): boolean =>
  oidOf(record) !== undefined &&
  'passwordHash' in record &&
  ['connection', 'tenant', '_tmp_is_unique', 'password_set_date'].some((name) => name in record)

const mapAuth0User = (record: JsonObject, context: PresetContext): UserRecord => {
  const user = createUserRecord()
  const id = readText(record['user_id']) ?? passwordExportId(record)
  user.id = id
  const identities = readIdentities(record, id)
  const password = putAuth0Password(user, record, identities, context)
  readIdentifiers(user, record, password)
  user.name = readText(record['name'])
  user.avatar = readText(record['picture'])
  user.profile = readClaims(record)
  user.isSuspended = readBoolean(record['blocked'])
  for (const identity of identities) {
    if (isLocal(identity)) continue
    if (isEnterprise(identity, context)) addEnterpriseIdentity(user, identity)
    else addIdentity(user, identity, context)
  }
  readFactors(user, record)
  addAuth0Memberships(user, id, context)
  addAuth0Roles(user, id, context)
  readMetadata(user, record)
  user.migratedFrom = readOrigin(record, id)
  return user
}

const oidOf = (record: JsonObject): string | undefined => {
  const id = record['_id'] ?? record['_ID']
  return readText(isObject(id) ? id['$oid'] : id)
}

/** A line of a password export that is imported by itself, without the users export. */
const passwordExportId = (record: JsonObject): string | undefined => {
  const id = readText(record['alt_id']) ?? oidOf(record)
  return id === undefined ? undefined : `auth0|${id}`
}

/** The root comes first; password exports may name the address in `identifiers` only. */
const readIdentifiers = (user: UserRecord, record: JsonObject, password: JsonObject | undefined): void => {
  user.username = readText(record['username'])
  const sources = password === undefined ? [record] : [record, password]
  for (const source of sources) {
    const identifiers = readObjects(source['identifiers'])
    if (user.primaryEmail === undefined) {
      const listed = identifiers.find((one) => one['type'] === 'email')
      user.primaryEmail = readText(source['email']) ?? readText(listed?.['value'])
      user.emailVerified = readBoolean(source['email_verified']) ?? readBoolean(listed?.['verified'])
    }
    if (user.primaryPhone === undefined) {
      const listed = identifiers.find((one) => one['type'] === 'phone' || one['type'] === 'phone_number')
      user.primaryPhone = readText(source['phone_number']) ?? readText(listed?.['value'])
      user.phoneVerified = readBoolean(source['phone_verified']) ?? readBoolean(listed?.['verified'])
    }
    user.username ??= readText(identifiers.find((one) => one['type'] === 'username')?.['value'])
  }
}

/** `mfa_factors` of the import format, and the enrolments that an export only names. */
const readFactors = (user: UserRecord, record: JsonObject): void => {
  for (const factor of readObjects(record['mfa_factors'])) {
    const { totp } = factor
    if (isObject(totp)) putTotp(user, totp['secret'])
    else loseFactor(user, Object.keys(factor)[0] ?? 'unknown')
  }
  for (const name of readArray(record['multifactor']) ?? []) loseFactor(user, readText(name) ?? 'unknown')
}

const loseFactor = (user: UserRecord, name: string): void => {
  user.losses.push({ kind: 'second_factor', detail: `The second factor ${name} must be enrolled again.` })
}

const readMetadata = ({ customData }: UserRecord, record: JsonObject): void => {
  const userMetadata = readJsonCell(record['user_metadata'])
  if (isFilled(userMetadata)) customData['userMetadata'] = userMetadata
  const appMetadata = readJsonCell(record['app_metadata'])
  if (isFilled(appMetadata)) customData['appMetadata'] = appMetadata
  const other: JsonObject = {}
  for (const key in record) {
    const value = record[key]!
    if (value !== null && value !== '' && !readElsewhere.has(key)) other[key] = value
  }
  if (Object.keys(other).length > 0) customData['auth0'] = other
}

const isFilled = (value: JsonObject[string] | undefined): value is JsonObject[string] =>
  value !== undefined &&
  value !== null &&
  value !== '' &&
  !(isObject(value) && Object.keys(value).length === 0)

/** What has a place of its own, or is none of the user's data. Everything else goes to `customData.auth0`. */
const readElsewhere: ReadonlySet<string> = new Set([
  ...claimKeys,
  '_ID',
  '_id',
  '_tmp_is_unique',
  'alt_id',
  'app_metadata',
  'blocked',
  'connection',
  'created_at',
  'custom_password_hash',
  'email',
  'email_verified',
  'identifiers',
  'identities',
  'last_ip',
  'last_login',
  'last_password_reset',
  'logins_count',
  'mfa_factors',
  'multifactor',
  'name',
  'passwordHash',
  'password_hash',
  'password_set_date',
  'phone_number',
  'phone_verified',
  'picture',
  'tenant',
  'updated_at',
  'user_id',
  'user_metadata',
  'username',
])

const readOrigin = (record: JsonObject, id: string | undefined): UserRecord['migratedFrom'] => ({
  system: 'auth0',
  id,
  createdAt: readTimestamp(record['created_at']),
  lastSignInAt: readTimestamp(record['last_login']),
  loginsCount: readCount(record['logins_count']),
  updatedAt: readTimestamp(record['updated_at']),
})

const readCount = (value: JsonObject[string] | undefined): number | undefined => {
  const text = readText(value)
  return text !== undefined && /^\d{1,15}$/.test(text) ? Number(text) : undefined
}
