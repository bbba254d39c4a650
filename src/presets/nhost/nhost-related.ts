import type { JsonObject } from '../../source/source-record.js'
import { userRows } from '../declare/user-rows.js'
import type { PresetContext } from '../preset.js'
import type { UserRecord } from '../user-record.js'
import { addPortableIdentity } from '../vocabulary/identities/add-portable-identity.js'
import { loseEnterpriseIdentity } from '../vocabulary/identities/lose-identity.js'
import { readJoinedRows } from '../vocabulary/read-joined-rows.js'
import { readText } from '../vocabulary/cells/read-text.js'

/** Its tokens are not read. */
export const nhostProviders = userRows(
  'providers',
  'Table auth.user_providers: user_id, provider_id, provider_user_id',
  ['user_id'],
  ['provider_id', 'provider_user_id'],
)

export const nhostRoles = userRows('roles', 'Table auth.user_roles: user_id, role', ['user_id'], ['role'])

/** Providers that only Nhost has names for; `workos` is single sign-on of a company. */
const providers: ReadonlyMap<string, string> = new Map([['entraid', 'azuread']])

export const putNhostProviders = (user: UserRecord, record: JsonObject, context: PresetContext): void => {
  for (const row of readJoinedRows(record, 'user_providers', context, 'providers', user.id)) {
    const provider = readText(row['provider_id'] ?? row['providerId']) ?? 'unknown'
    const userId = readText(row['provider_user_id'] ?? row['providerUserId'])
    if (provider === 'workos') loseEnterpriseIdentity(user, { provider, userId })
    else {
      addPortableIdentity(
        user,
        { provider: providers.get(provider) ?? provider, connection: provider, userId: userId ?? null },
        context,
      )
    }
  }
}

/** Roles of Hasura that every user of Nhost has. */
const everybodys: ReadonlySet<string> = new Set(['anonymous', 'me', 'public', 'user'])

export const putNhostRoles = (user: UserRecord, record: JsonObject, context: PresetContext): void => {
  const rows = readJoinedRows(record, 'roles', context, 'roles', user.id)
  const names = [readText(record['default_role']), ...rows.map((row) => readText(row['role']))]
  for (const name of names) {
    if (name !== undefined && !everybodys.has(name) && !user.roles.includes(name)) user.roles.push(name)
  }
}
