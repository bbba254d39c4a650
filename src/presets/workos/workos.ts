// No declaration: as a table it mapped the CSV of bench/check.mjs 18 to 42 % slower, and an empty mark of verification says nothing here.

import type { JsonObject } from '../../source/source-record.js'
import { createUserRecord } from '../create-user-record.js'
import type { Preset, PresetContext, Recognition } from '../preset.js'
import type { UserRecord } from '../user-record.js'
import { addPortableIdentity } from '../vocabulary/identities/add-portable-identity.js'
import { hasAllNames } from '../vocabulary/has-name.js'
import { joinName } from '../vocabulary/join-name.js'
import { keepAddedFields } from '../vocabulary/keep-added-fields.js'
import { loseEnterpriseIdentity } from '../vocabulary/identities/lose-identity.js'
import { putPassword } from '../vocabulary/put-password.js'
import { readBoolean } from '../vocabulary/cells/read-boolean.js'
import { readObject } from '../vocabulary/cells/read-json-cell.js'
import { readJoinedRows } from '../vocabulary/read-joined-rows.js'
import { readText } from '../vocabulary/cells/read-text.js'
import { readTimestamp } from '../vocabulary/cells/read-timestamp.js'
import { recogniseByClues } from '../vocabulary/recognise-by-clues.js'
import { addWorkosMemberships, workosRelatedFiles } from './workos-related.js'

/** WorkOS User Management: users of the API, and its own CSV template for imports. */
export const workos: Preset = {
  name: 'workos',
  title: 'WorkOS',
  relatedFiles: workosRelatedFiles,
  recognise: (sample) => recogniseWorkos(sample),
  toUser: (record, context) => mapWorkosUser(record, context),
}

const recogniseWorkos = (sample: readonly JsonObject[]): Recognition => {
  const api = recogniseByClues(sample, apiClues)
  const template = recogniseByClues(sample, templateClues)
  return template.score > api.score ? template : api
}

const apiClues = [
  {
    evidence: 'id has the form user_01…',
    weight: 0.5,
    isOwn: true,
    holds: (record: JsonObject) => /^user_01[\dA-Z]{8,}$/.test(readText(record['id']) ?? ''),
  },
  {
    evidence: 'object is user',
    weight: 0.2,
    holds: (record: JsonObject) => record['object'] === 'user',
  },
  {
    evidence: 'profile_picture_url, last_sign_in_at or external_id beside email_verified',
    weight: 0.3,
    holds: (record: JsonObject) =>
      'email_verified' in record &&
      ['profile_picture_url', 'last_sign_in_at', 'external_id'].some((key) => key in record),
  },
]

const hasTemplate = hasAllNames('password_hash_type', 'email')

const templateClues = [
  {
    evidence: 'password_hash_type',
    weight: 0.5,
    isOwn: true,
    // Frontegg's migration has the type of a hash as well, beside a tenant.
    holds: (record: JsonObject) =>
      hasTemplate(record) && !['tenantId', 'tenant_id', 'verifyUser'].some((key) => key in record),
  },
  {
    evidence: 'org_id, org_external_id, org_name or role_slugs',
    weight: 0.3,
    holds: (record: JsonObject) =>
      ['org_id', 'org_external_id', 'org_name', 'role_slugs'].some((key) => key in record),
  },
  {
    evidence: 'external_id beside first_name',
    weight: 0.2,
    holds: (record: JsonObject) => 'external_id' in record && 'first_name' in record,
  },
]

const mapWorkosUser = (record: JsonObject, context: PresetContext): UserRecord => {
  const user = createUserRecord()
  // Tables of its users that people make themselves call it user_id, as every other object of WorkOS does.
  const ownId = readText(record['id']) ?? readText(record['user_id'])
  const externalId = readText(record['external_id'])
  // Rows of the template have no id of WorkOS.
  user.id = ownId ?? externalId
  user.primaryEmail = readText(record['email'])
  user.emailVerified = readBoolean(record['email_verified'])
  const givenName = readText(record['first_name'])
  const familyName = readText(record['last_name'])
  user.name = joinName(givenName, familyName)
  user.profile = { givenName, familyName, locale: readText(record['locale']) }
  user.avatar = readText(record['profile_picture_url'])
  readPassword(user, record, context)
  readIdentities(user, record, ownId, context)
  addWorkosMemberships(user, record, ownId, context)
  const metadata = readObject(record['metadata'])
  if (metadata !== undefined && Object.keys(metadata).length > 0) user.customData['metadata'] = metadata
  else if (metadata === undefined && readText(record['metadata']) !== undefined) {
    user.losses.push({ kind: 'metadata', detail: 'metadata is not a JSON object.' })
  }
  keepAddedFields(user, 'workos', record, readElsewhere)
  user.migratedFrom = {
    system: 'workos',
    id: user.id,
    createdAt: readTimestamp(record['created_at']),
    lastSignInAt: readTimestamp(record['last_sign_in_at']),
    updatedAt: readTimestamp(record['updated_at']),
    externalId: externalId === user.id ? undefined : externalId,
  }
  return user
}

/** Hash types of the template whose value does not say by itself what it is. */
const bareDigests: ReadonlySet<string> = new Set(['md5'])

/**
 * The API shows no passwords, nor whether there is one; only the template has them. There `$…` hashes describe
 * themselves, and a bare digest is what its type says.
 */
const readPassword = (user: UserRecord, record: JsonObject, context: PresetContext): void => {
  const hash = readText(record['password_hash'])
  if (hash === undefined) {
    user.password = readText(record['password'])
    if (user.password === undefined && record['object'] === 'user') {
      const detail = 'The API of WorkOS gives no password hashes out; ask its support.'
      user.losses.push({ kind: 'password', detail })
    }
    return
  }
  const type = readText(record['password_hash_type'])?.trim().toLowerCase()
  const algorithm = type !== undefined && bareDigests.has(type) ? { algorithm: type } : {}
  putPassword(user, 'workos', hash, { ...context.passwordParams, ...algorithm })
}

/** `GET /user_management/users/:id/identities`, merged into the user or in a file with `user_id` added. */
const readIdentities = (
  user: UserRecord,
  record: JsonObject,
  id: string | undefined,
  context: PresetContext,
): void => {
  for (const row of readJoinedRows(record, 'identities', context, 'identities', id)) {
    const provider = readText(row['provider']) ?? 'unknown'
    const userId = readText(row['idp_id'])
    const type = readText(row['type'])?.toLowerCase() ?? 'oauth'
    if (type === 'oauth') addPortableIdentity(user, { provider, userId: userId ?? null }, context)
    else loseEnterpriseIdentity(user, { provider, userId })
  }
}

const readElsewhere: ReadonlySet<string> = new Set([
  'created_at',
  'email',
  'email_verified',
  'external_id',
  'first_name',
  'id',
  'identities',
  'last_name',
  'last_sign_in_at',
  'locale',
  'metadata',
  'object',
  'user_id',
  'org_external_id',
  'org_id',
  'org_name',
  'organization_memberships',
  'password',
  'password_hash',
  'password_hash_type',
  'profile_picture_url',
  'role_slugs',
  'updated_at',
])
