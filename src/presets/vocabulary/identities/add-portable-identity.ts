import type { PresetContext } from '../../preset.js'
import type { UserRecord } from '../../user-record.js'
import { addIdentity, type SourceIdentity } from './add-identity.js'
import { findConnectorTarget } from './connector-target.js'
import { loseSocialIdentity } from './lose-identity.js'
import { readText } from '../cells/read-text.js'

/** A work account's GUID, or the 16 hex digits of a personal account. */
const graphId = /^(?:[\da-f]{8}-(?:[\da-f]{4}-){3}[\da-f]{12}|[\da-f]{16})$/i

/**
 * Like `addIdentity`, for sources that do not say which of Microsoft's ids they hold: Logto compares the
 * Graph id, so an id of another shape (a `sub` of an id token) would be a dead link and is a loss instead.
 */
export const addPortableIdentity = (
  user: UserRecord,
  identity: SourceIdentity,
  context: PresetContext,
): void => {
  const userId = readText(identity.userId)?.trim()
  const isDead =
    userId !== undefined &&
    !isMapped(identity, context) &&
    findConnectorTarget(identity.provider)?.target === 'azuread' &&
    !graphId.test(userId)
  if (!isDead) return addIdentity(user, identity, context)
  loseSocialIdentity(
    user,
    { ...identity, userId },
    'Logto compares the Microsoft Graph id, and this is none.',
  )
}

const isMapped = ({ provider, connection }: SourceIdentity, { connectors }: PresetContext): boolean =>
  Object.hasOwn(connectors, provider) || (connection !== undefined && Object.hasOwn(connectors, connection))
