import type { JsonObject } from '../../source/source-record.js'
import type { PresetContext, RelatedFile } from '../preset.js'
import type { UserRecord } from '../user-record.js'
import { addIdentity } from '../vocabulary/identities/add-identity.js'
import { loseEnterpriseIdentity, loseSocialIdentity } from '../vocabulary/identities/lose-identity.js'
import { readText } from '../vocabulary/cells/read-text.js'
import { keyedBy } from '../vocabulary/keyed-by.js'

/** The table that an application keeps for OmniAuth: `identities`, `authentications`, `authorizations`, … */
export const deviseIdentities: RelatedFile = {
  name: 'identities',
  title: 'OmniAuth accounts: user_id, provider and uid',
  keysOf: keyedBy('user_id', 'account_id'),
  reduce: ({ provider = null, uid = null }) => ({ provider, uid }),
}

/** `provider` and `uid` may stand in the table of users itself. */
export const putDeviseIdentities = (user: UserRecord, record: JsonObject, context: PresetContext): void => {
  putIdentity(user, record, context)
  if (user.id === undefined) return
  for (const row of context.related('identities', user.id)) putIdentity(user, row, context)
}

/** OmniAuth strategies whose names the table of connectors does not know. */
const providerNames = new Map<string, string>([
  ['google_oauth2', 'google'],
  ['twitter2', 'twitter'],
  ['microsoft_graph', 'microsoft'],
  ['azure_activedirectory_v2', 'azuread'],
  ['linkedin_openid', 'linkedin'],
  ['slack_openid', 'slack'],
])

const enterpriseProviders: ReadonlySet<string> = new Set([
  'cas',
  'kerberos',
  'ldap',
  'openid_connect',
  'saml',
  'shibboleth',
])

/** Their uid is no id of Microsoft Graph. */
const foreignMicrosoft: ReadonlySet<string> = new Set([
  'entra_id',
  'azure_oauth2',
  'windowslive',
  'office365',
])

const putIdentity = (user: UserRecord, row: JsonObject, context: PresetContext): void => {
  const strategy = readText(row['provider'])
  const userId = readText(row['uid'])
  // devise_token_auth writes `email` and the address for everyone with a password.
  if (strategy === undefined || userId === undefined || strategy === 'email') return
  const isMapped = Object.hasOwn(context.connectors, strategy)
  if (!isMapped && enterpriseProviders.has(strategy)) {
    loseEnterpriseIdentity(user, { provider: strategy, userId })
  } else if (!isMapped && foreignMicrosoft.has(strategy)) {
    loseSocialIdentity(
      user,
      { provider: strategy, userId },
      'its uid is not the Graph id that Logto compares.',
    )
  } else {
    const provider = providerNames.get(strategy) ?? strategy
    addIdentity(user, { provider, connection: strategy, userId }, context)
  }
}
