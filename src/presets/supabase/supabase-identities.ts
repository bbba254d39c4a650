import type { JsonObject } from '../../source/source-record.js'
import type { PresetContext, RelatedFile } from '../preset.js'
import type { UserRecord } from '../user-record.js'
import { addIdentity } from '../vocabulary/identities/add-identity.js'
import { loseEnterpriseIdentity, loseSocialIdentity } from '../vocabulary/identities/lose-identity.js'
import { readObject, readObjects } from '../vocabulary/cells/read-json-cell.js'
import { readList } from '../vocabulary/cells/read-list.js'
import { readText } from '../vocabulary/cells/read-text.js'
import { keyedBy } from '../vocabulary/keyed-by.js'

/** The table `auth.identities`. */
export const identities: RelatedFile = {
  name: 'identities',
  title: 'Table auth.identities',
  keysOf: keyedBy('user_id'),
  reduce: ({ provider = null, provider_id = null, id = null, identity_id = null, identity_data = null }) => ({
    provider,
    provider_id,
    id,
    identity_id,
    identity_data,
  }),
}

/** Providers whose accounts are the user's own e-mail address or phone number. */
const localProviders: ReadonlySet<string> = new Set(['email', 'phone', 'anonymous', 'web3'])

export const putIdentities = (
  user: UserRecord,
  record: JsonObject,
  appMetadata: JsonObject,
  context: PresetContext,
): void => {
  const joined = user.id === undefined ? [] : context.related('identities', user.id)
  const listed = [...readObjects(record['identities']), ...joined]
  for (const identity of listed) putIdentity(user, identity, context)
  if (listed.length === 0) loseUnlisted(user, appMetadata)
}

const putIdentity = (user: UserRecord, row: JsonObject, context: PresetContext): void => {
  const provider = readText(row['provider']) ?? ''
  if (provider === '' || localProviders.has(provider)) return
  const data = readObject(row['identity_data']) ?? {}
  const userId = readProviderId(row) ?? readText(data['sub']) ?? readText(data['provider_id'])
  const isMapped = Object.hasOwn(context.connectors, provider)
  if (provider.startsWith('sso:') && !isMapped) loseEnterpriseIdentity(user, { provider, userId })
  else if (provider === 'azure' && !isMapped) {
    // GoTrue stores the `sub` of the id token, which is another one for every app.
    loseSocialIdentity(
      user,
      { provider, userId },
      "Supabase keeps Microsoft's sub, Logto compares the Graph id.",
    )
  } else addIdentity(user, { provider, userId, details: readDetails(userId, data) }, context)
}

/** The API calls it `id` and the id of the row `identity_id`; older tables have it as `id` too. */
const readProviderId = (row: JsonObject): string | undefined => {
  const named = readText(row['provider_id'])
  if (named !== undefined) return named
  return readText(row['identity_id']) === undefined ? undefined : readText(row['id'])
}

/** As Logto's own connectors store them. */
const readDetails = (id: string | undefined, data: JsonObject): JsonObject => {
  const details: JsonObject = {}
  const name = readText(data['full_name']) ?? readText(data['name'])
  const email = readText(data['email'])
  const avatar = readText(data['avatar_url']) ?? readText(data['picture'])
  if (id !== undefined) details['id'] = id
  if (email !== undefined) details['email'] = email
  if (name !== undefined) details['name'] = name
  if (avatar !== undefined) details['avatar'] = avatar
  return details
}

/** The users table alone only names the providers; the ids are in the other table. */
const loseUnlisted = (user: UserRecord, appMetadata: JsonObject): void => {
  const named = new Set([...readList(appMetadata['providers']), ...readList(appMetadata['provider'])])
  for (const provider of named) {
    if (localProviders.has(provider)) continue
    user.losses.push({
      kind: provider.startsWith('sso:') ? 'enterprise_identity' : 'social_identity',
      detail: `The id of the ${provider} identity is not in the file; give the table auth.identities as related file.`,
    })
  }
}
