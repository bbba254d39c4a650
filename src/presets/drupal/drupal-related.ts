import type { PresetContext, RelatedFile } from '../preset.js'
import type { UserRecord } from '../user-record.js'
import { addPortableIdentity } from '../vocabulary/identities/add-portable-identity.js'
import { loseEnterpriseIdentity } from '../vocabulary/identities/lose-identity.js'
import { readText } from '../vocabulary/cells/read-text.js'
import { keyedBy } from '../vocabulary/keyed-by.js'

export const drupalRelatedFiles: readonly RelatedFile[] = [
  {
    name: 'roles',
    title: 'Table user__roles; in Drupal 7 users_roles with the name of the role',
    keysOf: keyedBy('entity_id', 'uid'),
    reduce: (row) => ({ role: row['roles_target_id'] ?? row['name'] ?? row['role'] ?? null }),
  },
  {
    name: 'social',
    title: 'Table social_auth of the module Social Auth',
    keysOf: keyedBy('user_id', 'uid'),
    reduce: ({ plugin_id = null, provider_user_id = null }) => ({ plugin_id, provider_user_id }),
  },
  {
    name: 'authmap',
    title: 'Table authmap of the module External Authentication',
    keysOf: keyedBy('uid'),
    reduce: ({ provider = null, module = null, authname = null }) => ({
      provider: provider ?? module,
      authname,
    }),
  },
]

export const addDrupalAccounts = (user: UserRecord, id: string | undefined, context: PresetContext): void => {
  if (id === undefined) return
  for (const row of context.related('social', id)) {
    const provider = (readText(row['plugin_id']) ?? 'unknown').replace(/^social_auth_/, '')
    addPortableIdentity(user, { provider, userId: row['provider_user_id'] ?? null }, context)
  }
  for (const row of context.related('authmap', id)) {
    const connection = readText(row['provider']) ?? 'unknown'
    // `openid_connect.google`, in Drupal 7 `openid_connect_google`; everything else is a sign-on of one's own.
    const client = /^openid_connect[._](google|facebook|github|linkedin)$/.exec(connection)?.[1]
    const userId = readText(row['authname'])
    if (client === undefined && !Object.hasOwn(context.connectors, connection)) {
      loseEnterpriseIdentity(user, { provider: connection, userId })
    } else {
      addPortableIdentity(
        user,
        { provider: client ?? connection, connection, userId: userId ?? null },
        context,
      )
    }
  }
}
