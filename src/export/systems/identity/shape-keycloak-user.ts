import type { JsonObject, JsonValue } from '../../../source/source-record.js'

type Children = { readonly [name: string]: readonly JsonObject[] }

/** Rows of Keycloak's tables in the form of a realm export. */
export const shapeKeycloakUser = (row: JsonObject, children: Children): JsonObject => {
  const {
    attributes = [],
    credentials = [],
    actions = [],
    federated = [],
    groups = [],
    roles = [],
  } = children
  const { username = null, email = null, enabled = null } = row
  return {
    id: row['id'] ?? null,
    username,
    email,
    emailVerified: row['email_verified'] ?? false,
    enabled,
    firstName: row['first_name'] ?? null,
    lastName: row['last_name'] ?? null,
    createdTimestamp: row['created_timestamp'] ?? null,
    ...given('federationLink', row['federation_link']),
    ...given('serviceAccountClientId', row['service_account_client_link']),
    attributes: readAttributes(attributes),
    credentials: credentials.map(readCredential),
    requiredActions: actions.map((one) => one['required_action'] ?? null),
    federatedIdentities: federated.map((one) => ({
      identityProvider: one['identity_provider'] ?? null,
      userId: one['federated_user_id'] ?? null,
      userName: one['federated_username'] ?? null,
    })),
    realmRoles: roles.filter((role) => role['client_id'] === null).map((role) => role['name'] ?? null),
    clientRoles: readClientRoles(roles),
    groups: groups.map(readPath),
  }
}

const given = (name: string, value: JsonValue | undefined): JsonObject =>
  value === undefined || value === null ? {} : { [name]: value }

const readAttributes = (rows: readonly JsonObject[]): JsonObject => {
  const values = new Map<string, JsonValue[]>()
  for (const row of rows) {
    const name = row['name']
    // Values over 2,024 characters have a column of their own.
    const value = row['value'] ?? row['long_value'] ?? null
    if (typeof name !== 'string') continue
    values.set(name, [...(values.get(name) ?? []), value])
  }
  return Object.fromEntries(values)
}

const readCredential = (row: JsonObject): JsonObject => ({
  id: row['id'] ?? null,
  type: row['type'] ?? null,
  createdDate: row['created_date'] ?? null,
  secretData: row['secret_data'] ?? null,
  credentialData: row['credential_data'] ?? null,
})

const readClientRoles = (rows: readonly JsonObject[]): JsonObject => {
  const roles = new Map<string, JsonValue[]>()
  for (const { client_id: client, name = null } of rows) {
    if (typeof client === 'string') roles.set(client, [...(roles.get(client) ?? []), name])
  }
  return Object.fromEntries(roles)
}

const readPath = (row: JsonObject): string => {
  const names = Object.entries(row)
    .filter(([column]) => /^name\d$/.test(column))
    .sort(([a], [b]) => (a < b ? 1 : -1))
    .flatMap(([, name]) => (typeof name === 'string' ? [name] : []))
  return `/${names.join('/')}`
}
