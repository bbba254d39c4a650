import type { JsonObject } from '../../source/source-record.js'
import type { PresetContext, RelatedFile } from '../preset.js'
import type { UserRecord } from '../user-record.js'
import { addPortableIdentity } from '../vocabulary/identities/add-portable-identity.js'
import { loseEnterpriseIdentity } from '../vocabulary/identities/lose-identity.js'
import { readJoinedRows } from '../vocabulary/read-joined-rows.js'
import { readText } from '../vocabulary/cells/read-text.js'
import { keyedBy } from '../vocabulary/keyed-by.js'

/** `GET /api/identity-provider/link?identityProviderId=…&userId=…`. */
export const fusionauthLinks: RelatedFile = {
  name: 'links',
  title: 'Identity provider links of the API',
  keysOf: keyedBy('userId'),
  reduce: ({
    identityProviderName = null,
    identityProviderType = null,
    identityProviderUserId = null,
    displayName = null,
  }) => ({ identityProviderName, identityProviderType, identityProviderUserId, displayName }),
}

/** Types under which an administrator connects any provider; the name says which. */
const enterpriseTypes: ReadonlySet<string> = new Set([
  'OpenIDConnect',
  'SAMLv2',
  'SAMLv2IdPInitiated',
  'ExternalJWT',
])

export const addFusionauthLinks = (
  user: UserRecord,
  record: JsonObject,
  id: string | undefined,
  context: PresetContext,
): void => {
  for (const row of readJoinedRows(record, 'identityProviderLinks', context, 'links', id)) {
    const type = readText(row['identityProviderType']) ?? 'unknown'
    const connection = readText(row['identityProviderName']) ?? type
    const userId = readText(row['identityProviderUserId'])
    const name = readText(row['displayName'])
    const isMapped = Object.hasOwn(context.connectors, connection) || Object.hasOwn(context.connectors, type)
    if (enterpriseTypes.has(type) && !isMapped) {
      loseEnterpriseIdentity(user, { provider: type, connection, userId })
    } else {
      const details = name === undefined ? {} : { details: { name } }
      addPortableIdentity(user, { provider: type, connection, userId: userId ?? null, ...details }, context)
    }
  }
}
