import type { JsonObject } from '../../source/source-record.js'
import { createUserRecord } from '../create-user-record.js'
import { putCredentials } from './kratos-credentials.js'
import { providers } from './kratos-identities.js'
import { putTraits } from './kratos-traits.js'
import type { Preset, PresetContext, Recognition } from '../preset.js'
import type { UserRecord } from '../user-record.js'
import { keepAddedFields } from '../vocabulary/keep-added-fields.js'
import { describeOrganization, organizationsFile } from '../vocabulary/organizations-file.js'
import { isObject, readObject, readObjects } from '../vocabulary/cells/read-json-cell.js'
import { readText } from '../vocabulary/cells/read-text.js'
import { readTimestamp } from '../vocabulary/cells/read-timestamp.js'
import { hasAllNames, hasAnyName } from '../vocabulary/has-name.js'
import { recogniseByClues } from '../vocabulary/recognise-by-clues.js'

/** Ory Kratos and Ory Network: identities of the admin API with their credentials. */
export const kratos: Preset = {
  name: 'kratos',
  title: 'Ory Kratos',
  relatedFiles: [providers, organizationsFile('Organizations of the Ory project')],
  recognise: (sample) => recogniseKratos(sample),
  toUser: (record, context) => mapKratosUser(record, context),
}

const recogniseKratos = (sample: readonly JsonObject[]): Recognition =>
  recogniseByClues(sample, [
    {
      evidence: 'traits beside schema_id',
      weight: 0.6,
      isOwn: true,
      holds: hasAllNames('traits', 'schema_id'),
    },
    {
      evidence: 'verifiable_addresses, recovery_addresses, state_changed_at or schema_url',
      weight: 0.25,
      isOwn: true,
      holds: hasAnyName('verifiable_addresses', 'recovery_addresses', 'schema_url'),
    },
    {
      evidence: 'credentials by type, metadata_public or metadata_admin',
      weight: 0.15,
      isOwn: true,
      holds: (record) =>
        isObject(record['traits']) &&
        (isObject(record['credentials']) || 'metadata_public' in record || 'metadata_admin' in record),
    },
  ])

const mapKratosUser = (record: JsonObject, context: PresetContext): UserRecord => {
  const user = createUserRecord()
  user.id = readText(record['id'])
  const credentials = readObject(record['credentials']) ?? {}
  putTraits(user, record, credentials)
  user.isSuspended = readText(record['state']) === 'inactive'
  putCredentials(user, credentials, context)
  const organizationId = readText(record['organization_id'])
  if (organizationId !== undefined) {
    user.organizations.push(describeOrganization({ id: organizationId, roles: [] }, context))
  }
  putMetadata(user, 'metadataPublic', record['metadata_public'])
  putMetadata(user, 'metadataAdmin', record['metadata_admin'])
  keepRecoveryAddresses(user, record)
  keepAddedFields(user, 'kratos', record, readElsewhere)
  user.migratedFrom = {
    system: 'kratos',
    id: user.id,
    externalId: readText(record['external_id']),
    schemaId: readText(record['schema_id']),
    createdAt: readTimestamp(record['created_at']),
    updatedAt: readTimestamp(record['updated_at']),
  }
  return user
}

/** Those by which an account is recovered are its own as a rule; others have no place in Logto. */
const keepRecoveryAddresses = (user: UserRecord, record: JsonObject): void => {
  const own = [user.primaryEmail, user.primaryPhone].map((address) => address?.toLowerCase())
  const others = readObjects(record['recovery_addresses']).flatMap((one) => {
    const value = readText(one['value'])
    return value === undefined || own.includes(value.toLowerCase()) ? [] : [value]
  })
  if (others.length > 0) user.customData['recoveryAddresses'] = others
}

const putMetadata = (user: UserRecord, name: string, value: JsonObject[string] | undefined): void => {
  const metadata = readObject(value)
  if (metadata !== undefined && Object.keys(metadata).length > 0) user.customData[name] = metadata
}

/** What has a place of its own, or is none of the user's data. Everything else goes to `customData.kratos`. */
const readElsewhere: ReadonlySet<string> = new Set([
  'available_aal',
  'created_at',
  'credentials',
  'external_id',
  'id',
  'metadata_admin',
  'metadata_public',
  'nid',
  'organization_id',
  'recovery_addresses',
  'region',
  'schema_id',
  'schema_url',
  'state',
  'state_changed_at',
  'traits',
  'updated_at',
  'verifiable_addresses',
])
