import type { JsonObject, JsonValue } from '../../source/source-record.js'
import type { PresetContext, RelatedFile } from '../preset.js'
import type { SourceOrganization } from '../user-record.js'
import { isObject, readObjects } from '../vocabulary/cells/read-json-cell.js'
import { readList } from '../vocabulary/cells/read-list.js'
import { readOrganization } from '../vocabulary/read-organization.js'
import { readText } from '../vocabulary/cells/read-text.js'

/** `organizations` of the realm (Keycloak 26), each with its members by username. Found by its id, too. */
export const organizations: RelatedFile = {
  name: 'organizations',
  title: 'Organizations of the realm with their members',
  keysOf: (row) => [
    ...readObjects(row['members']).flatMap((member) => readText(member['username'])?.toLowerCase() ?? []),
    ...[readText(row['id'])].filter((id) => id !== undefined),
  ],
  reduce: (row) => ({ ...readOrganization(row) }),
}

/** `groups` of the realm: asked for by giving the file, they become organizations. */
export const groups: RelatedFile = {
  name: 'groups',
  title: 'Groups of the realm, which become organizations',
  keysOf: (row) => listGroups(row, '').map(({ path }) => path),
}

/** Organizations that the user's groups are in the file of groups. */
export const readGroupOrganizations = (
  paths: readonly string[],
  { related }: PresetContext,
): SourceOrganization[] =>
  paths.flatMap((path) => {
    const top = related('groups', path)[0]
    const group = top === undefined ? undefined : listGroups(top, '').find((one) => one.path === path)
    return readOrganization(group?.row) ?? []
  })

/** A group and all below it, with their paths. */
const listGroups = (row: JsonObject, above: string): { path: string; row: JsonObject }[] => {
  const path = readText(row['path']) ?? `${above}/${readText(row['name']) ?? ''}`
  const inner = readObjects(row['subGroups']).flatMap((group) => listGroups(group, path))
  return [{ path, row: { ...row, path } }, ...inner]
}

/** Realm roles but for those that every user has. */
export const readRealmRoles = (roles: JsonValue | undefined): string[] =>
  readList(roles).filter((name) => !isForAll(name))

/** Roles that every user of a realm has. */
export const isForAll = (name: string): boolean =>
  name.startsWith('default-roles-') || name === 'offline_access' || name === 'uma_authorization'

/** Clients that every realm has; their roles are permissions inside Keycloak. */
export const builtInClients: ReadonlySet<string> = new Set([
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
    // Always a list in Keycloak: a text there is something else.
    builtInClients.has(client) || !Array.isArray(roles)
      ? []
      : readList(roles).map((role) => `${client}:${role}`),
  )
}
