import type { JsonObject } from '../../source/source-record.js'
import type { PresetContext, RelatedFile } from '../preset.js'
import type { UserRecord } from '../user-record.js'
import { addSubjectIdentity } from '../vocabulary/add-subject-identity.js'
import { pickCell } from '../vocabulary/pick-cell.js'
import { readId } from '../vocabulary/read-id.js'
import { readText } from '../vocabulary/read-text.js'

/** Adapters spell it in every way. */
const userIdOf = (row: JsonObject): string[] => {
  const id = readId(pickCell(row, 'userId', 'user_id', 'userid'))
  return id === undefined ? [] : [id]
}

/** Tokens stand in the same rows and are not read. */
export const authjsAccounts: RelatedFile = {
  name: 'accounts',
  title: 'Table Account: social accounts',
  keysOf: userIdOf,
  reduce: (row) => ({
    type: pickCell(row, 'type') ?? null,
    provider: pickCell(row, 'provider') ?? null,
    account:
      pickCell(row, 'providerAccountId', 'provider_account_id', 'provideraccountid', 'providerAccountID') ??
      null,
  }),
}

export const authjsAuthenticators: RelatedFile = {
  name: 'authenticators',
  title: 'Table Authenticator: passkeys',
  keysOf: userIdOf,
  reduce: () => ({}),
}

/** `email` and `credentials` accounts are no identities: the address and the password are on the user. */
export const putAuthjsAccounts = (user: UserRecord, id: string | undefined, context: PresetContext): void => {
  if (id === undefined) return
  for (const { type, provider, account } of context.related('accounts', id)) {
    if (type === 'email' || type === 'credentials' || type === 'webauthn') continue
    addSubjectIdentity(
      user,
      { provider: readText(provider) ?? 'unknown', userId: readId(account) ?? null },
      context,
    )
  }
  if (context.related('authenticators', id).length > 0) {
    user.losses.push({ kind: 'passkey', detail: 'A passkey must be enrolled again.' })
  }
}
