import type { JsonObject } from '../../source/source-record.js'
import type { PresetContext, RelatedFile } from '../preset.js'
import type { UserRecord } from '../user-record.js'
import { addIdentity } from '../vocabulary/identities/add-identity.js'
import { loseEnterpriseIdentity } from '../vocabulary/identities/lose-identity.js'
import { readText } from '../vocabulary/cells/read-text.js'
import { keyedBy } from '../vocabulary/keyed-by.js'

/** The table that an application or package keeps for Socialite: `social_accounts`, `connected_accounts`, … */
export const laravelIdentities: RelatedFile = {
  name: 'identities',
  title: 'Socialite accounts: user_id, provider and provider_id',
  keysOf: keyedBy('user_id'),
  reduce: ({ provider = null, provider_name = null, provider_id = null, provider_user_id = null }) => ({
    provider: provider ?? provider_name,
    provider_id: provider_id ?? provider_user_id,
  }),
}

/** Provider and id may stand in the table of users itself. */
export const putLaravelIdentities = (user: UserRecord, record: JsonObject, context: PresetContext): void => {
  const provider = readText(record['provider']) ?? readText(record['provider_name'])
  putIdentity(user, provider, record, context)
  if (user.id === undefined) return
  for (const row of context.related('identities', user.id)) {
    putIdentity(user, readText(row['provider']), row, context)
  }
}

/** Socialite's own driver names that the table of connectors does not know. */
const providerNames = new Map<string, string>([
  ['linkedin-openid', 'linkedin'],
  ['slack-openid', 'slack'],
  ['twitter-oauth-2', 'twitter'],
])

const putIdentity = (
  user: UserRecord,
  driver: string | undefined,
  row: JsonObject,
  context: PresetContext,
): void => {
  const userId = readText(row['provider_id'])
  if (driver === undefined || userId === undefined) return
  if ((driver === 'saml2' || driver === 'oidc') && !Object.hasOwn(context.connectors, driver)) {
    loseEnterpriseIdentity(user, { provider: driver, userId })
  } else
    addIdentity(user, { provider: providerNames.get(driver) ?? driver, connection: driver, userId }, context)
}
