import { declarePreset } from '../declare/declare-preset.js'
import { unread } from '../declare/unread.js'
import { describeOrganization, organizationsFile } from '../vocabulary/organizations-file.js'
import { isObject, readObject } from '../vocabulary/cells/read-json-cell.js'
import { readText } from '../vocabulary/cells/read-text.js'
import { hasAllNames, hasAnyName } from '../vocabulary/has-name.js'
import { putCredentials } from './kratos-credentials.js'
import { providers } from './kratos-identities.js'
import { putTraits } from './kratos-traits.js'

/** Ory Kratos and Ory Network: identities of the admin API with their credentials. */
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
    user.isSuspended = readText(record['state']) === 'inactive'
    putCredentials(user, credentials, context)
    const organizationId = readText(record['organization_id'])
    if (organizationId !== undefined) {
      user.organizations.push(describeOrganization({ id: organizationId, roles: [] }, context))
    }
    const shown = readObject(record['metadata_public']) ?? {}
    if (Object.keys(shown).length > 0) user.customData['metadataPublic'] = shown
    const hidden = readObject(record['metadata_admin']) ?? {}
    if (Object.keys(hidden).length > 0) user.customData['metadataAdmin'] = hidden
  },
})
