import type { PresetContext, RelatedFile } from '../preset.js'
import type { UserRecord } from '../user-record.js'
import { addPortableIdentity } from '../vocabulary/identities/add-portable-identity.js'
import { readObject } from '../vocabulary/cells/read-json-cell.js'
import { readText } from '../vocabulary/cells/read-text.js'
import { userIdOf } from './user-id-of.js'

/** `credentials` and `extra` hold tokens and are not read. */
export const discourseAccounts: RelatedFile = {
  name: 'accounts',
  title: 'Table user_associated_accounts: social accounts',
  keysOf: userIdOf,
  reduce: ({ provider_name = null, provider_uid = null, info }) => {
    const { name, email, nickname } = readObject(info) ?? {}
    return {
      provider: provider_name,
      uid: provider_uid,
      details: {
        ...(typeof name === 'string' ? { name } : {}),
        ...(typeof email === 'string' ? { email } : {}),
        ...(typeof nickname === 'string' ? { nickname } : {}),
      },
    }
  },
}

/** Discourse's names of providers that are none of the usual ones. */
const renamed = new Map<string, string>([
  ['google_oauth2', 'google-oauth2'],
  ['microsoft_office365', 'microsoft'],
])

export const putDiscourseAccounts = (
  user: UserRecord,
  id: string | undefined,
  context: PresetContext,
): void => {
  if (id === undefined) return
  for (const { provider, uid, details } of context.related('accounts', id)) {
    const connection = readText(provider) ?? 'unknown'
    const described = readObject(details)
    addPortableIdentity(
      user,
      {
        provider: renamed.get(connection) ?? connection,
        connection,
        userId: uid,
        ...(described !== undefined && Object.keys(described).length > 0 ? { details: described } : {}),
      },
      context,
    )
  }
}
