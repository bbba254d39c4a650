import { userRows } from '../declare/user-rows.js'
import type { PresetContext } from '../preset.js'
import type { UserRecord } from '../user-record.js'
import { addPortableIdentity } from '../vocabulary/identities/add-portable-identity.js'
import { readText } from '../vocabulary/cells/read-text.js'

/** `GET /v1/users/identities`; its tokens are not read. */
export const appwriteIdentities = userRows(
  'identities',
  'OAuth identities: userId, provider, providerUid',
  ['userId'],
  ['provider', 'providerUid', 'providerEmail'],
)

export const putAppwriteIdentities = (user: UserRecord, context: PresetContext): void => {
  if (user.id === undefined) return
  for (const row of context.related('identities', user.id)) {
    const provider = readText(row['provider']) ?? 'unknown'
    const email = readText(row['providerEmail'])
    addPortableIdentity(
      user,
      { provider, userId: row['providerUid'], ...(email === undefined ? {} : { details: { email } }) },
      context,
    )
  }
}
