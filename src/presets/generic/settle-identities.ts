import type { PresetContext } from '../preset.js'
import type { UserRecord } from '../user-record.js'
import { isPossibleTarget } from '../vocabulary/identities/connector-target.js'
import { loseSocialIdentity } from '../vocabulary/identities/lose-identity.js'

/** The operator's connectors win; a provider that no connector can be called after costs that identity alone. */
export const settleIdentities = (user: UserRecord, { connectors }: PresetContext): void => {
  for (const provider of Object.keys(user.identities)) {
    const identity = user.identities[provider]!
    const target = Object.hasOwn(connectors, provider) ? connectors[provider]! : provider
    if (target === provider && isPossibleTarget(target)) continue
    delete user.identities[provider]
    if (target !== provider) user.identities[target] ??= identity
    else {
      const shown = { provider: provider.slice(0, 128), userId: identity.userId }
      loseSocialIdentity(user, shown, 'no connector can have this name; map it under connectors.')
    }
  }
}
