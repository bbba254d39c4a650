import { joinKeycloakTables, keycloakTables } from './keycloak-tables.js'
import { pickCell } from '../vocabulary/cells/pick-cell.js'
import type { JsonObject } from '../../source/source-record.js'
import { createUserRecord } from '../create-user-record.js'
import { putAttributes } from './keycloak-attributes.js'
import { putCredentials } from './keycloak-credentials.js'
import { identityProviders, putFederatedIdentity } from './keycloak-identities.js'
import {
  groups,
  organizations,
  readClientRoles,
  readGroupOrganizations,
  readRealmRoles,
} from './keycloak-memberships.js'
import type { Preset, PresetContext, Recognition, Skip } from '../preset.js'
import type { UserRecord } from '../user-record.js'
import { joinName } from '../vocabulary/join-name.js'
import { keepAddedFields } from '../vocabulary/keep-added-fields.js'
import { readBoolean } from '../vocabulary/cells/read-boolean.js'
import { readObjects } from '../vocabulary/cells/read-json-cell.js'
import { readList } from '../vocabulary/cells/read-list.js'
import { readOrganization } from '../vocabulary/read-organization.js'
import { readText } from '../vocabulary/cells/read-text.js'
import { readTimestamp } from '../vocabulary/cells/read-timestamp.js'
import { hasAllNames, hasAnyName } from '../vocabulary/has-name.js'
import { recogniseByClues } from '../vocabulary/recognise-by-clues.js'

/**
 * Keycloak: realm and user files of `kc.sh export`, users of the Admin REST API (without passwords), and rows of its
 * table `user_entity`.
 */
export const keycloak: Preset = {
  name: 'keycloak',
  title: 'Keycloak',
  relatedFiles: [identityProviders, organizations, groups, ...keycloakTables],
  recognise: (sample) => recogniseKeycloak(sample),
  toUser: (record, context) => mapKeycloakUser(joinKeycloakTables(record, context), context),
}

const recogniseKeycloak = (sample: readonly JsonObject[]): Recognition =>
  recogniseByClues(sample, [
    {
      evidence: 'createdTimestamp beside username and enabled',
      weight: 0.4,
      isOwn: true,
      holds: hasAllNames('createdTimestamp', 'username', 'enabled'),
    },
    {
      evidence: 'requiredActions, realmRoles, clientRoles, federatedIdentities or disableableCredentialTypes',
      weight: 0.3,
      isOwn: true,
      holds: hasAnyName(
        'requiredActions',
        'realmRoles',
        'realm_id',
        'clientRoles',
        'federatedIdentities',
        'disableableCredentialTypes',
        'serviceAccountClientId',
        'service_account_client_link',
      ),
    },
    {
      evidence: 'credentials with type and a value or secretData, or hashedSaltedValue',
      weight: 0.2,
      isOwn: true,
      holds: (record) => readObjects(record['credentials']).some(isCredential),
    },
    {
      evidence: 'emailVerified, or enabled beside firstName',
      weight: 0.1,
      holds: (record) => 'emailVerified' in record || ('enabled' in record && 'firstName' in record),
    },
  ])

const isCredential = (credential: JsonObject): boolean =>
  'hashedSaltedValue' in credential ||
  ('type' in credential &&
    ['value', 'secretData', 'credentialData', 'temporary'].some((key) => key in credential))

const mapKeycloakUser = (record: JsonObject, context: PresetContext): UserRecord | Skip => {
  const client = readText(pickCell(record, 'serviceAccountClientId', 'service_account_client_link'))
  if (client !== undefined) {
    return { skip: 'service_account', reason: `The user is the service account of the client ${client}.` }
  }
  const user = createUserRecord()
  const username = readText(record['username'])
  user.id = readText(record['id']) ?? username
  user.primaryEmail = readText(record['email'])
  if (user.primaryEmail !== undefined) user.emailVerified = readBoolean(record['emailVerified']) ?? false
  // Realms with e-mail as username repeat the address there.
  if (username?.toLowerCase() !== user.primaryEmail?.toLowerCase()) user.username = username
  putNames(user, record)
  putAttributes(user, record['attributes'])
  user.isSuspended = readBoolean(record['enabled']) === false
  const requiredActions = readList(record['requiredActions'])
  if (requiredActions.includes('UPDATE_PASSWORD')) user.isPasswordExpired = true
  putCredentials(user, record)
  for (const identity of readObjects(record['federatedIdentities'])) {
    putFederatedIdentity(user, identity, context)
  }
  user.roles = [...readRealmRoles(record['realmRoles']), ...readClientRoles(record['clientRoles'])]
  if (username !== undefined) {
    for (const row of context.related('organizations', username.toLowerCase())) {
      const organization = readOrganization(row)
      if (organization !== undefined) user.organizations.push({ ...organization, roles: [] })
    }
  }
  const paths = readList(record['groups'])
  if (paths.length > 0) user.customData['groups'] = paths
  for (const organization of readGroupOrganizations(paths, context)) {
    user.organizations.push({ ...organization, roles: [] })
  }
  const otherActions = requiredActions.filter((action) => action !== 'UPDATE_PASSWORD')
  if (otherActions.length > 0) user.customData['requiredActions'] = otherActions
  keepAddedFields(user, 'keycloak', record, readElsewhere)
  user.migratedFrom = {
    system: 'keycloak',
    id: user.id,
    createdAt: readTimestamp(record['createdTimestamp']),
    federationLink: readText(record['federationLink']),
  }
  return user
}

const putNames = (user: UserRecord, record: JsonObject): void => {
  const givenName = readText(record['firstName'])
  const familyName = readText(record['lastName'])
  if (givenName !== undefined) user.profile.givenName = givenName
  if (familyName !== undefined) user.profile.familyName = familyName
  user.name = joinName(givenName, familyName)
}

/** What has a place of its own, or is none of the user's data. Everything else goes to `customData.keycloak`. */
const readElsewhere: ReadonlySet<string> = new Set([
  'access',
  'attributes',
  'clientRoles',
  'createdTimestamp',
  'credentials',
  'disableableCredentialTypes',
  'email',
  'email_constraint',
  'emailVerified',
  'enabled',
  'federatedIdentities',
  'federationLink',
  'firstName',
  'groups',
  'id',
  'lastName',
  'notBefore',
  'not_before',
  'origin',
  'realmRoles',
  'realm_id',
  'requiredActions',
  'self',
  'serviceAccountClientId',
  'service_account_client_link',
  'totp',
  'userProfileMetadata',
  'username',
])
