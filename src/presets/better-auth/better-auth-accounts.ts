import type { JsonObject } from '../../source/source-record.js'
import type { PresetContext, RelatedFile } from '../preset.js'
import type { UserRecord } from '../user-record.js'
import { addSubjectIdentity } from '../vocabulary/identities/add-subject-identity.js'
import { pickCell } from '../vocabulary/cells/pick-cell.js'
import { putPassword } from '../vocabulary/put-password.js'
import { readObjects } from '../vocabulary/cells/read-json-cell.js'
import { readText } from '../vocabulary/cells/read-text.js'
import { userIdOf } from './user-id-of.js'

/** Access and refresh tokens stand in the same rows and are not read. */
export const betterAuthAccounts: RelatedFile = {
  name: 'accounts',
  title: 'Table account: passwords and social accounts',
  keysOf: userIdOf,
  reduce: (row) => reduceAccount(row),
}

const reduceAccount = (row: JsonObject): JsonObject => ({
  provider: pickCell(row, 'providerId', 'provider_id') ?? null,
  account: pickCell(row, 'accountId', 'account_id') ?? null,
  password: pickCell(row, 'password') ?? null,
})

export const putBetterAuthAccounts = (
  user: UserRecord,
  record: JsonObject,
  id: string | undefined,
  context: PresetContext,
): void => {
  // ORMs give the rows inside the user where they are asked to.
  const nested = readObjects(record['accounts'] ?? record['account']).map(reduceAccount)
  const joined = id === undefined ? [] : context.related('accounts', id)
  for (const { provider, account, password } of [...nested, ...joined]) {
    const name = readText(provider) ?? 'unknown'
    if (name === 'credential') {
      if (user.passwordDigest === undefined && user.password === undefined) {
        putPassword(user, 'better-auth', password, context.passwordParams)
      }
    } else addSubjectIdentity(user, { provider: name, userId: account }, context)
  }
}
