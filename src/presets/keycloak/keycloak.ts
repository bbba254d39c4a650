import type { JsonObject } from '../../source/source-record.js'
import { declarePreset } from '../declare/declare-preset.js'
import { unread } from '../declare/unread.js'
import type { PresetContext } from '../preset.js'
import type { UserRecord } from '../user-record.js'
import { pickCell } from '../vocabulary/cells/pick-cell.js'
import { readObjects } from '../vocabulary/cells/read-json-cell.js'
import { readList } from '../vocabulary/cells/read-list.js'
import { readOrganization } from '../vocabulary/read-organization.js'
import { readText } from '../vocabulary/cells/read-text.js'
import { hasAllNames, hasAnyName } from '../vocabulary/has-name.js'
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
import { joinKeycloakTables, keycloakTables } from './keycloak-tables.js'

const isCredential = (credential: JsonObject): boolean =>
  'hashedSaltedValue' in credential ||
  ('type' in credential &&
    ['value', 'secretData', 'credentialData', 'temporary'].some((key) => key in credential))

const clientOf = (record: JsonObject): string | undefined =>
  readText(pickCell(record, 'serviceAccountClientId', 'service_account_client_link'))

/**
 * Keycloak: realm and user files of `kc.sh export`, users of the Admin REST API (without passwords), and rows of its
 * table `user_entity`.
 */
export const keycloak = declarePreset({
  name: 'keycloak',
  title: 'Keycloak',
  relatedFiles: [identityProviders, organizations, groups, ...keycloakTables],
  forms: [
    [
      {
        evidence: 'createdTimestamp beside username and enabled',
        weight: 0.4,
        isOwn: true,
        holds: hasAllNames('createdTimestamp', 'username', 'enabled'),
      },
      {
        evidence:
          'requiredActions, realmRoles, clientRoles, federatedIdentities or disableableCredentialTypes',
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
    ],
  ],
  prepare: joinKeycloakTables,
  skips: [
    {
      skip: 'service_account',
      reason: (record) => `The user is the service account of the client ${clientOf(record)}.`,
      when: (record) => clientOf(record) !== undefined,
    },
  ],
  fields: {
    id: 'id',
    email: 'primaryEmail',
    emailVerified: 'emailVerified',
    username: (user, value) => {
      const username = readText(value)
      user.id ??= username
      // Realms with e-mail as username repeat the address there.
      if (username?.toLowerCase() !== user.primaryEmail?.toLowerCase()) user.username = username
      return true
    },
    firstName: 'profile.givenName',
    lastName: 'profile.familyName',
    enabled: '!isSuspended',
    createdTimestamp: 'migratedFrom.createdAt',
    federationLink: 'migratedFrom.federationLink',
    ...unread('attributes clientRoles credentials federatedIdentities groups realmRoles requiredActions'),
    // Of the realm and its consoles rather than of the person.
    ...unread(`access disableableCredentialTypes email_constraint notBefore not_before
      origin realm_id self serviceAccountClientId service_account_client_link totp userProfileMetadata`),
  },
  finish: (user, record, context) => {
    if (user.primaryEmail !== undefined) user.emailVerified ??= false
    putAttributes(user, record['attributes'])
    const requiredActions = readList(record['requiredActions'])
    if (requiredActions.includes('UPDATE_PASSWORD')) user.isPasswordExpired = true
    putCredentials(user, record)
    for (const identity of readObjects(record['federatedIdentities'])) {
      putFederatedIdentity(user, identity, context)
    }
    user.roles = [...readRealmRoles(record['realmRoles']), ...readClientRoles(record['clientRoles'])]
    putGroups(user, record, context)
    const otherActions = requiredActions.filter((action) => action !== 'UPDATE_PASSWORD')
    if (otherActions.length > 0) user.customData['requiredActions'] = otherActions
  },
})

/** Organizations list their members by username; those that groups stand for follow. */
const putGroups = (user: UserRecord, record: JsonObject, context: PresetContext): void => {
  const username = readText(record['username'])?.toLowerCase()
  for (const row of username === undefined ? [] : context.related('organizations', username)) {
    const organization = readOrganization(row)
    if (organization !== undefined) user.organizations.push({ ...organization, roles: [] })
  }
  const paths = readList(record['groups'])
  if (paths.length > 0) user.customData['groups'] = paths
  for (const organization of readGroupOrganizations(paths, context)) {
    user.organizations.push({ ...organization, roles: [] })
  }
}
