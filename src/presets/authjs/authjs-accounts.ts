import type { JsonObject } from '../../source/source-record.js'
import type { PresetContext, RelatedFile } from '../preset.js'
import type { UserRecord } from '../user-record.js'
import { addSubjectIdentity } from '../vocabulary/identities/add-subject-identity.js'
import { pickCell } from '../vocabulary/cells/pick-cell.js'
import { readId } from '../vocabulary/cells/read-id.js'
import { readObjects } from '../vocabulary/cells/read-json-cell.js'
import { readText } from '../vocabulary/cells/read-text.js'
import { keyedBy } from '../vocabulary/keyed-by.js'

/** Adapters spell it in every way. */
const userIdOf = keyedBy('userId', 'user_id', 'userid')

/** Tokens stand in the same rows and are not read. */
export const authjsAccounts: RelatedFile = {
  name: 'accounts',
  title: 'Table Account: social accounts',
  keysOf: userIdOf,
  reduce: (row) => reduceAccount(row),
}

const reduceAccount = (row: JsonObject): JsonObject => ({
  type: pickCell(row, 'type') ?? null,
  provider: pickCell(row, 'provider') ?? null,
  account:
    pickCell(row, 'providerAccountId', 'provider_account_id', 'provideraccountid', 'providerAccountID') ??
    null,
})

export const authjsAuthenticators: RelatedFile = {
  name: 'authenticators',
  title: 'Table Authenticator: passkeys',
  keysOf: userIdOf,
  reduce: () => ({}),
}

/** `email` and `credentials` accounts are no identities: the address and the password are on the user. */
export const putAuthjsAccounts = (
  user: UserRecord,
  record: JsonObject,
  id: string | undefined,
  context: PresetContext,
): void => {
  // ORMs give the rows inside the user where they are asked to.
  const nested = readObjects(record['accounts']).map(reduceAccount)
  const joined = id === undefined ? [] : context.related('accounts', id)
  for (const { type, provider, account } of [...nested, ...joined]) {
    if (type === 'email' || type === 'credentials' || type === 'webauthn') continue
    addSubjectIdentity(
      user,
      { provider: readText(provider) ?? 'unknown', userId: readId(account) ?? null },
      context,
    )
  }
  const passkeys = id === undefined ? [] : context.related('authenticators', id)
  if (readObjects(record['authenticators']).length + passkeys.length > 0) {
    user.losses.push({ kind: 'passkey', detail: 'A passkey must be enrolled again.' })
  }
}
