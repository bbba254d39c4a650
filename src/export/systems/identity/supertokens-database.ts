import { cellText } from '../../databases/column-value.js'
import type { JsonObject, JsonValue } from '../../../source/source-record.js'
import type { SqlChild, SqlSystem } from '../../databases/sql-system.js'
import { usersFile } from '../../export-source.js'

/** SuperTokens' own tables, in the form of its bulk import: one person with all ways in. */
export const supertokensDatabase: SqlSystem = {
  name: 'supertokens',
  dialects: ['postgresql', 'mysql'],
  usersTable: 'all_auth_recipe_users',
  plan: (names) => {
    const all = names.find('all_auth_recipe_users')
    if (all === undefined) return undefined
    const hasLinking = all.columns.includes('primary_or_recipe_user_id')
    const parent = hasLinking ? 'u.primary_or_recipe_user_id' : 'u.user_id'
    const mapping = names.find('userid_mapping')
    const external =
      mapping === undefined ? '' : ` LEFT JOIN ${mapping.sql} x ON x.supertokens_user_id = u.user_id`
    const externalId = mapping === undefined ? 'NULL' : 'x.external_user_id'
    const children: SqlChild[] = []
    const recipes = [
      { table: names.find('emailpassword_users'), columns: 'e.email, e.password_hash' },
      { table: names.find('thirdparty_users'), columns: 'e.email, e.third_party_id, e.third_party_user_id' },
      { table: names.find('passwordless_users'), columns: 'e.email, e.phone_number' },
    ]
    for (const [index, { table, columns }] of recipes.entries()) {
      if (table === undefined) continue
      children.push({
        name: `methods${index}`,
        key: 'parent',
        query:
          `SELECT ${parent} AS parent, u.user_id, u.recipe_id, u.tenant_id, u.time_joined, ${externalId} AS external_user_id, ${columns} ` +
          `FROM ${all.sql} u JOIN ${table.sql} e ON e.user_id = u.user_id${external}`,
      })
    }
    const owned = (name: string, tableName: string, columns: string): void => {
      const table = names.find(tableName)
      if (table === undefined) return
      const match =
        mapping === undefined ? 'd.user_id = u.user_id' : `d.user_id IN (u.user_id, ${externalId})`
      children.push({
        name,
        key: 'parent',
        query: `SELECT ${parent} AS parent, ${columns} FROM ${all.sql} u${external} JOIN ${table.sql} d ON ${match}`,
      })
    }
    owned('verified', 'emailverification_verified_emails', 'd.email')
    owned('metadata', 'user_metadata', 'd.user_metadata')
    owned('roles', 'user_roles', 'd.role, d.tenant_id')
    owned('totp', 'totp_user_devices', 'd.secret_key, d.period, d.verified, d.device_name')
    return {
      columns: all.columns,
      withheld: hasLinking ? [] : ['This version of SuperTokens links no accounts: each way in is a user.'],
      parts: [
        {
          file: usersFile,
          query: `SELECT ${parent} AS id, MIN(u.time_joined) AS time_joined FROM ${all.sql} u GROUP BY ${parent}`,
          key: 'id',
          since: { column: 'time_joined', unit: 'milliseconds' },
          children,
          shape: shapeUser,
        },
      ],
    }
  },
}

type Rows = readonly JsonObject[]

const shapeUser = (row: JsonObject, children: { readonly [name: string]: Rows }): JsonObject => {
  const id = row['id'] ?? null
  const { verified = [], metadata = [], roles = [], totp = [] } = children
  const methods = [0, 1, 2].flatMap((index) => children[`methods${index}`] ?? [])
  const addresses = new Set(verified.map((one) => one['email']))
  return {
    id,
    externalUserId: methods.find((method) => method['user_id'] === id)?.['external_user_id'] ?? null,
    timeJoined: row['time_joined'] ?? null,
    userMetadata: metadata[0]?.['user_metadata'] ?? null,
    userRoles: distinct(roles, 'role', 'tenant_id').map((role) => ({
      role: role['role'] ?? null,
      tenantIds: [role['tenant_id'] ?? 'public'],
    })),
    totpDevices: distinct(totp, 'device_name', 'secret_key')
      .filter((device) => device['verified'] === true || device['verified'] === 1)
      .map((device) => ({ secretKey: device['secret_key'] ?? null, period: device['period'] ?? null })),
    loginMethods: gather(methods).map((method) => ({
      ...method,
      isPrimary: method['recipeUserId'] === id,
      isVerified: method['recipeId'] === 'passwordless' || addresses.has(method['email'] ?? ''),
    })),
  }
}

/** A method that several tenants share has a row for each. */
const gather = (rows: Rows): JsonObject[] => {
  const methods = new Map<string, JsonObject>()
  for (const row of rows) {
    const key = cellText(row['user_id'])
    const known = methods.get(key)
    const tenant = row['tenant_id'] ?? 'public'
    if (known !== undefined) {
      ;(known['tenantIds'] as JsonValue[]).push(tenant)
      continue
    }
    methods.set(key, {
      recipeId: row['recipe_id'] ?? null,
      recipeUserId: row['user_id'] ?? null,
      tenantIds: [tenant],
      timeJoinedInMSSinceEpoch: row['time_joined'] ?? null,
      email: row['email'] ?? null,
      phoneNumber: row['phone_number'] ?? null,
      passwordHash: row['password_hash'] ?? null,
      thirdPartyId: row['third_party_id'] ?? null,
      thirdPartyUserId: row['third_party_user_id'] ?? null,
    })
  }
  return [...methods.values()]
}

const distinct = (rows: Rows, ...columns: string[]): JsonObject[] => {
  const seen = new Map(
    rows.map((row) => [JSON.stringify(columns.map((column) => row[column])), row] as const),
  )
  return [...seen.values()]
}
