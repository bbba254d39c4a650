import type { PresetContext, RelatedFile } from '../preset.js'
import type { UserRecord } from '../user-record.js'
import { addIdentity } from '../vocabulary/identities/add-identity.js'
import { addSubjectIdentity } from '../vocabulary/identities/add-subject-identity.js'
import { pickCell } from '../vocabulary/cells/pick-cell.js'
import { readText } from '../vocabulary/cells/read-text.js'
import { userIdOf } from './user-id-of.js'

export const aspnetLogins: RelatedFile = {
  name: 'logins',
  title: 'Table AspNetUserLogins',
  keysOf: userIdOf,
  reduce: (row) => ({
    provider: pickCell(row, 'LoginProvider', 'loginProvider') ?? null,
    key: pickCell(row, 'ProviderKey', 'providerKey') ?? null,
  }),
}

/**
 * External logins. The handler for Microsoft accounts keeps the Graph id, which Logto compares; OpenID Connect
 * handlers, whatever their name (`AzureAD`, `OpenIdConnect`), keep the `sub`.
 */
export const putAspnetLogins = (user: UserRecord, id: string | undefined, context: PresetContext): void => {
  if (id === undefined) return
  for (const row of context.related('logins', id)) {
    const provider = readText(row['provider']) ?? 'unknown'
    const identity = { provider, userId: row['key'] }
    if (provider.toLowerCase() === 'microsoft') addIdentity(user, identity, context)
    else addSubjectIdentity(user, identity, context)
  }
}
