import type { JsonValue } from '../../source/source-record.js'
import type { RelatedFile } from '../preset.js'
import { isObject, readObjects } from '../vocabulary/read-json-cell.js'
import { readList } from '../vocabulary/read-list.js'
import { readText } from '../vocabulary/read-text.js'

/** `organizations` of the realm (Keycloak 26), each with its members by username. */
export const organizations: RelatedFile = {
  name: 'organizations',
  title: 'Organizations of the realm with their members',
  keysOf: (row) =>
    readObjects(row['members']).flatMap((member) => readText(member['username'])?.toLowerCase() ?? []),
  reduce: ({ name = null }) => ({ name }),
}

/** Realm roles but for those that every user has. */
export const readRealmRoles = (roles: JsonValue | undefined): string[] =>
  readList(roles).filter(
    (name) => !name.startsWith('default-roles-') && name !== 'offline_access' && name !== 'uma_authorization',
  )

/** Clients that every realm has; their roles are permissions inside Keycloak. */
const builtInClients: ReadonlySet<string> = new Set([
  'account',
  'account-console',
  'admin-cli',
  'broker',
  'realm-management',
  'security-admin-console',
])

/** Client roles as `client:role`, since two clients may name a role alike. */
export const readClientRoles = (clientRoles: JsonValue | undefined): string[] => {
  if (!isObject(clientRoles)) return []
  return Object.entries(clientRoles).flatMap(([client, roles]) =>
    builtInClients.has(client) ? [] : readList(roles).map((role) => `${client}:${role}`),
  )
}
