import type { JsonObject } from '../../source/source-record.js'
import type { PresetContext } from '../preset.js'
import type { UserRecord } from '../user-record.js'
import { addPortableIdentity } from '../vocabulary/identities/add-portable-identity.js'
import { findConnectorTarget } from '../vocabulary/identities/connector-target.js'
import { readObject } from '../vocabulary/cells/read-json-cell.js'
import { readList } from '../vocabulary/cells/read-list.js'
import { readText } from '../vocabulary/cells/read-text.js'

/** Login ids are addresses, numbers, usernames, and `google-1035…` for accounts of providers. */
export const putDescopeLoginIds = (user: UserRecord, record: JsonObject, context: PresetContext): void => {
  const providers = new Set(Object.keys(readObject(record['OAuth']) ?? {}))
  for (const loginId of readList(record['loginIds'])) {
    const separator = loginId.indexOf('-')
    const provider = loginId.slice(0, separator)
    if (separator > 0 && (providers.has(provider) || isAccount(provider, loginId.slice(separator + 1)))) {
      addPortableIdentity(user, { provider, userId: loginId.slice(separator + 1) }, context)
      providers.delete(provider)
    } else if (!isAddress(user, loginId)) user.username ??= loginId
  }
  for (const provider of providers) {
    const detail = `The ${provider} account has no id in the file; people link it again.`
    user.losses.push({ kind: 'social_identity', detail })
  }
}

const isAccount = (provider: string, id: string): boolean =>
  findConnectorTarget(provider) !== undefined && /^\d{5,}$/.test(id)

const isAddress = (user: UserRecord, loginId: string): boolean => {
  if (loginId.includes('@')) {
    // A login id that is an address has received a link or a code only when the flag says so.
    user.primaryEmail ??= loginId
    return true
  }
  return /^\+?\d{6,}$/.test(loginId) || loginId === readText(user.primaryPhone)
}
