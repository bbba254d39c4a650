import type { JsonObject, JsonValue } from '../../source/source-record.js'
import type { PresetContext, RelatedFile } from '../preset.js'
import { readText } from '../vocabulary/cells/read-text.js'
import { setPath } from '../vocabulary/cells/set-path.js'

const keysOfUser = (row: JsonObject): string[] => {
  const id = readText(row['user_id'])
  return id === undefined ? [] : [id]
}

/** Tables of Keycloak's database that stand beside `user_entity`. */
export const keycloakTables: readonly RelatedFile[] = [
  {
    name: 'credentials',
    title: 'Table credential: hashes and authenticator apps',
    keysOf: keysOfUser,
    reduce: ({
      type = null,
      secret_data: secretData = null,
      credential_data: credentialData = null,
      priority = null,
    }) => ({
      type,
      secretData,
      credentialData,
      priority,
    }),
  },
  {
    name: 'attributes',
    title: 'Table user_attribute',
    keysOf: keysOfUser,
    reduce: ({ name = null, value = null, long_value: long = null }) => ({ name, value: value ?? long }),
  },
  {
    name: 'federatedIdentities',
    title: 'Table federated_identity',
    keysOf: keysOfUser,
    reduce: (row) => ({
      identityProvider: row['identity_provider'] ?? null,
      userId: row['federated_user_id'] ?? null,
      userName: row['federated_username'] ?? null,
    }),
  },
  {
    name: 'requiredActions',
    title: 'Table user_required_action',
    keysOf: keysOfUser,
    reduce: (row) => ({ action: row['required_action'] ?? null }),
  },
  {
    name: 'roles',
    title: 'Names of roles by user: user_role_mapping joined with keycloak_role',
    keysOf: keysOfUser,
    reduce: (row) => ({ name: row['name'] ?? row['role'] ?? null }),
  },
]

/** A row of `user_entity` with the rows that belong to it, as the Admin REST API would give it. */
export const joinKeycloakTables = (record: JsonObject, { related }: PresetContext): JsonObject => {
  const id = readText(record['id'])
  if (id === undefined) return record
  const rowsOf = (name: string): readonly JsonObject[] => related(name, id)
  const joined: JsonObject = {}
  const credentials = rowsOf('credentials').toSorted((a, b) => orderOf(a) - orderOf(b))
  if (credentials.length > 0) joined['credentials'] = credentials
  const attributes = listAttributes(rowsOf('attributes'))
  if (Object.keys(attributes).length > 0) joined['attributes'] = attributes
  const identities = rowsOf('federatedIdentities')
  if (identities.length > 0) joined['federatedIdentities'] = [...identities]
  const actions = textsOf(rowsOf('requiredActions'), 'action')
  if (actions.length > 0) joined['requiredActions'] = actions
  const roles = textsOf(rowsOf('roles'), 'name')
  if (roles.length > 0) joined['realmRoles'] = roles
  return Object.keys(joined).length === 0 ? record : { ...record, ...joined }
}

/** The password that counts is the one tried first. */
const orderOf = ({ priority }: JsonObject): number => Number(readText(priority) ?? 0) || 0

const listAttributes = (rows: readonly JsonObject[]): JsonObject => {
  const lists = new Map<string, JsonValue[]>()
  for (const { name, value = null } of rows) {
    const key = readText(name)
    if (key !== undefined && readText(value) !== undefined) lists.set(key, [...(lists.get(key) ?? []), value])
  }
  const attributes: JsonObject = {}
  for (const [name, values] of lists) setPath(attributes, [name], values)
  return attributes
}

const textsOf = (rows: readonly JsonObject[], name: string): string[] =>
  rows.flatMap((row) => readText(row[name]) ?? [])
