import type { PresetContext } from '../../preset.js'
import type { UserRecord } from '../../user-record.js'
import { addIdentity, type SourceIdentity } from './add-identity.js'
import { findConnectorTarget } from './connector-target.js'
import { loseSocialIdentity } from './lose-identity.js'
import { readText } from '../cells/read-text.js'

/**
 * As `addIdentity`, for sources that keep the `sub` of the id token. That of Microsoft differs from app to
 * app and is never the Graph id that Logto compares, so a link would be dead: it is a loss, unless the
 * operator has mapped the provider and so has vouched for the ids.
 */
export const addSubjectIdentity = (
  user: UserRecord,
  identity: SourceIdentity,
  context: PresetContext,
): void => {
  const { provider } = identity
  if (Object.hasOwn(context.connectors, provider) || findConnectorTarget(provider)?.target !== 'azuread') {
    addIdentity(user, identity, context)
    return
  }
  loseSocialIdentity(
    user,
    { ...identity, userId: readText(identity.userId) },
    'the source keeps the sub of the id token, and Logto compares the Microsoft Graph id.',
  )
}
