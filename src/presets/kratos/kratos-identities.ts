import type { JsonObject } from '../../source/source-record.js'
import type { PresetContext, RelatedFile } from '../preset.js'
import type { UserRecord } from '../user-record.js'
import { addIdentity } from '../vocabulary/identities/add-identity.js'
import { loseEnterpriseIdentity, loseSocialIdentity } from '../vocabulary/identities/lose-identity.js'
import { readObjects } from '../vocabulary/cells/read-json-cell.js'
import { readList } from '../vocabulary/cells/read-list.js'
import { readText } from '../vocabulary/cells/read-text.js'
import { keyedBy } from '../vocabulary/keyed-by.js'

/** `selfservice.methods.oidc.config.providers` of the Kratos configuration: identities name providers by id. */
export const providers: RelatedFile = {
  name: 'providers',
  title: 'Social sign-in providers of the Kratos configuration: id and provider',
  keysOf: keyedBy('id'),
  reduce: ({ provider = null, subject_source = null }) => ({ provider, subject_source }),
}

export const putProviders = (
  user: UserRecord,
  type: 'oidc' | 'saml',
  credential: JsonObject,
  config: JsonObject | undefined,
  context: PresetContext,
): void => {
  const listed = readObjects(config?.['providers'])
  for (const entry of listed.length > 0 ? listed : readList(credential['identifiers']).map(splitIdentifier)) {
    putProvider(user, type, entry, context)
  }
}

/** Without the configuration there is still `google:1035`. */
const splitIdentifier = (identifier: string): JsonObject => {
  const separator = identifier.indexOf(':')
  if (separator < 0) return { provider: identifier }
  return { provider: identifier.slice(0, separator), subject: identifier.slice(separator + 1) }
}

const putProvider = (
  user: UserRecord,
  type: 'oidc' | 'saml',
  entry: JsonObject,
  context: PresetContext,
): void => {
  const alias = readText(entry['provider']) ?? ''
  const userId = readText(entry['subject'])
  const configured = context.related('providers', alias)[0]
  const provider = readText(configured?.['provider']) ?? alias
  const isMapped = Object.hasOwn(context.connectors, alias) || Object.hasOwn(context.connectors, provider)
  if (!isMapped && (type === 'saml' || readText(entry['organization']) !== undefined)) {
    loseEnterpriseIdentity(user, { provider, connection: alias, userId })
  } else if (!isMapped && provider === 'microsoft' && !isGraphId(configured)) {
    const why =
      "Kratos keeps Microsoft's sub unless subject_source says otherwise; Logto compares the Graph id."
    loseSocialIdentity(user, { provider, connection: alias, userId }, why)
  } else addIdentity(user, { provider, connection: alias, userId }, context)
}

const isGraphId = (configured: JsonObject | undefined): boolean => {
  const source = readText(configured?.['subject_source'])
  return source === 'me' || source === 'oid'
}
