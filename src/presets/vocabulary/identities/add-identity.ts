import type { JsonObject, JsonValue } from '../../../source/source-record.js'
import type { PresetContext } from '../../preset.js'
import type { UserRecord } from '../../user-record.js'
import { findConnectorTarget } from './connector-target.js'
import { keepIdentity } from './keep-identity.js'
import { readText } from '../cells/read-text.js'

/** A social account as the source has it. */
export interface SourceIdentity {
  /** The source's name of the provider. */
  provider: string
  /** Name of the connection where it is not the provider's; the operator may map either. */
  connection?: string
  /** Numbers become text: Logto refuses them. */
  userId: JsonValue | undefined
  details?: JsonObject
}

/**
 * Puts a social identity under its connector target. Logto holds one identity per target, so a second one
 * is a loss; so is a provider without a connector. Both are kept in `customData.unlinkedIdentities`.
 */
export const addIdentity = (user: UserRecord, identity: SourceIdentity, context: PresetContext): void => {
  const { provider, connection, details } = identity
  const target =
    (connection === undefined ? undefined : ownTarget(context, connection)) ??
    ownTarget(context, provider) ??
    findConnectorTarget(provider)?.target
  const userId = readText(identity.userId)?.trim()
  if (userId === undefined) {
    addLoss(user, 'social_identity', `The ${provider} identity has no id.`)
    return
  }
  if (target === undefined) {
    const named = connection === undefined || connection === provider ? '' : ` (connection ${connection})`
    const problem = `No Logto connector is known for the provider ${provider}${named}`
    addLoss(user, 'social_identity', `${problem}; map it under connectors.`)
    keepIdentity(user, { ...identity, userId })
    return
  }
  const present = Object.hasOwn(user.identities, target) ? user.identities[target] : undefined
  if (present === undefined) user.identities[target] = details ? { userId, details } : { userId }
  else if (present.userId !== userId) {
    addLoss(user, 'second_identity', `A second ${target} identity: Logto holds one per target.`)
    keepIdentity(user, { ...identity, userId })
  }
}

const ownTarget = ({ connectors }: PresetContext, name: string): string | undefined =>
  Object.hasOwn(connectors, name) ? connectors[name] : undefined

const addLoss = (user: UserRecord, kind: string, detail: string): void => {
  user.losses.push({ kind, detail })
}
