import type { JsonObject } from '../../source/source-record.js'
import type { PresetContext, RelatedFile } from '../preset.js'
import type { UserRecord } from '../user-record.js'
import { addIdentity } from '../vocabulary/identities/add-identity.js'
import { loseEnterpriseIdentity } from '../vocabulary/identities/lose-identity.js'
import { readText } from '../vocabulary/cells/read-text.js'
import { keyedBy } from '../vocabulary/keyed-by.js'

/** `identityProviders` of the realm: users name a provider by the alias that the administrator chose. */
export const identityProviders: RelatedFile = {
  name: 'identityProviders',
  title: 'Identity providers of the realm: alias and providerId',
  keysOf: keyedBy('alias'),
  reduce: ({ providerId = null }) => ({ providerId }),
}

const enterpriseProviders: ReadonlySet<string> = new Set([
  'oidc',
  'saml',
  'keycloak-oidc',
  'openshift-v3',
  'openshift-v4',
])

export const putFederatedIdentity = (
  user: UserRecord,
  identity: JsonObject,
  context: PresetContext,
): void => {
  const alias = readText(identity['identityProvider']) ?? ''
  const userId = readText(identity['userId'])
  const provider = readText(context.related('identityProviders', alias)[0]?.['providerId']) ?? alias
  if (
    enterpriseProviders.has(provider) &&
    !Object.hasOwn(context.connectors, alias) &&
    !Object.hasOwn(context.connectors, provider)
  ) {
    loseEnterpriseIdentity(user, { provider, connection: alias, userId })
    return
  }
  const name = readText(identity['userName'])
  const details = name === undefined || userId === undefined ? {} : { details: { id: userId, name } }
  addIdentity(user, { provider, connection: alias, userId, ...details }, context)
}
