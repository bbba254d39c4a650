import type { PresetContext, RelatedFile } from '../preset.js'
import type { UserRecord } from '../user-record.js'
import { addPortableIdentity } from '../vocabulary/identities/add-portable-identity.js'
import { readText } from '../vocabulary/cells/read-text.js'
import { keyedBy } from '../vocabulary/keyed-by.js'

export const wordpressSocial: RelatedFile = {
  name: 'social',
  title: 'Table wp_social_users of the plugin Nextend Social Login',
  keysOf: keyedBy('ID', 'user_id'),
  reduce: ({ type = null, identifier = null }) => ({ type, identifier }),
}

export const addSocialAccounts = (user: UserRecord, id: string | undefined, context: PresetContext): void => {
  if (id === undefined) return
  for (const row of context.related('social', id)) {
    const type = readText(row['type']) ?? 'unknown'
    // The plugin's own short name.
    const provider = type === 'fb' ? 'facebook' : type
    addPortableIdentity(user, { provider, userId: row['identifier'] ?? null }, context)
  }
}
