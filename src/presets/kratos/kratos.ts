import type { JsonObject } from '../../source/source-record.js'
import { declarePreset } from '../declare/declare-preset.js'
import { unread } from '../declare/unread.js'
import type { UserRecord } from '../user-record.js'
import { describeOrganization, organizationsFile } from '../vocabulary/organizations-file.js'
import { isObject, readObject, readObjects } from '../vocabulary/cells/read-json-cell.js'
import { readText } from '../vocabulary/cells/read-text.js'
import { hasAllNames, hasAnyName } from '../vocabulary/has-name.js'
import { putCredentials } from './kratos-credentials.js'
import { providers } from './kratos-identities.js'
import { putTraits } from './kratos-traits.js'
import { accountState } from '../declare/field-readers.js'

/** Ory Kratos and Ory Network: identities of the admin API with their credentials. */
const readState = accountState([], ['inactive'])

export const kratos = declarePreset({
  name: 'kratos',
  title: 'Ory Kratos',
  relatedFiles: [providers, organizationsFile('Organizations of the Ory project')],
  forms: [
    [
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
    ],
  ],
  fields: {
    id: 'id',
    external_id: 'migratedFrom.externalId',
    schema_id: 'migratedFrom.schemaId',
    created_at: 'migratedFrom.createdAt',
    updated_at: 'migratedFrom.updatedAt',
    ...unread(`available_aal credentials metadata_admin metadata_public nid organization_id recovery_addresses region
      schema_url state state_changed_at traits verifiable_addresses`),
  },
  finish: (user, record, context) => {
    const credentials = readObject(record['credentials']) ?? {}
    putTraits(user, record, credentials)
    const state = readText(record['state'])
    if (state !== undefined && state !== 'active') readState(user, state, context, record)
    putCredentials(user, credentials, context)
    const organizationId = readText(record['organization_id'])
    if (organizationId !== undefined) {
      user.organizations.push(describeOrganization({ id: organizationId, roles: [] }, context))
    }
    const shown = readObject(record['metadata_public']) ?? {}
    if (Object.keys(shown).length > 0) user.customData['metadataPublic'] = shown
    const hidden = readObject(record['metadata_admin']) ?? {}
    if (Object.keys(hidden).length > 0) user.customData['metadataAdmin'] = hidden
    keepRecoveryAddresses(user, record)
  },
})

/** Those by which an account is recovered are its own as a rule; others have no place in Logto. */
const keepRecoveryAddresses = (user: UserRecord, record: JsonObject): void => {
  const own = [user.primaryEmail, user.primaryPhone].map((address) => address?.toLowerCase())
  const others = readObjects(record['recovery_addresses']).flatMap((one) => {
    const value = readText(one['value'])
    return value === undefined || own.includes(value.toLowerCase()) ? [] : [value]
  })
  if (others.length > 0) user.customData['recoveryAddresses'] = others
}
