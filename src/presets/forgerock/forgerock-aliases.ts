import type { JsonObject } from '../../source/source-record.js'
import type { PresetContext } from '../preset.js'
import type { UserRecord } from '../user-record.js'
import { addPortableIdentity } from '../vocabulary/identities/add-portable-identity.js'
import { readList } from '../vocabulary/cells/read-list.js'

/** Social accounts: the name of the provider's configuration, a dash, and the `sub` there. */
export const putForgeRockAliases = (user: UserRecord, record: JsonObject, context: PresetContext): void => {
  for (const alias of readList(record['aliasList'])) {
    const dash = alias.indexOf('-')
    if (dash <= 0) continue
    const provider = alias.slice(0, dash)
    addPortableIdentity(user, { provider, userId: alias.slice(dash + 1) }, context)
  }
}
