import type { JsonObject } from '../../source/source-record.js'
import { userRows } from '../declare/user-rows.js'
import type { PresetContext } from '../preset.js'
import type { UserRecord } from '../user-record.js'
import { addPortableIdentity } from '../vocabulary/identities/add-portable-identity.js'
import { loseEnterpriseIdentity } from '../vocabulary/identities/lose-identity.js'
import { readJoinedRows } from '../vocabulary/read-joined-rows.js'
import { readText } from '../vocabulary/cells/read-text.js'

/** The table `identities`; the API has them inside the user. */
export const gitlabIdentities = userRows(
  'identities',
  'Identities: user_id, provider, extern_uid',
  ['user_id'],
  ['provider', 'extern_uid'],
)

/** OmniAuth's names of providers that the table of connectors has under others. */
const providerNames = new Map([
  ['google_oauth2', 'google'],
  ['azure_oauth2', 'azure-ad'],
  ['azure_activedirectory_v2', 'azure-ad'],
  ['linkedin_oauth2', 'linkedin'],
])

const enterpriseProvider =
  /^(?:ldap|saml|group_saml|kerberos|openid_connect|oauth2_generic|jwt|crowd|cas|shibboleth|auth0|salesforce)/

export const putGitlabIdentities = (user: UserRecord, record: JsonObject, context: PresetContext): void => {
  for (const row of readJoinedRows(record, 'identities', context, 'identities', user.id)) {
    const driver = readText(row['provider'])
    const userId = readText(row['extern_uid'])
    if (driver === undefined || userId === undefined) continue
    const isMapped = Object.hasOwn(context.connectors, driver)
    if (enterpriseProvider.test(driver) && !isMapped) {
      loseEnterpriseIdentity(user, { provider: driver, userId })
    } else {
      const provider = providerNames.get(driver) ?? driver
      addPortableIdentity(user, { provider, connection: driver, userId }, context)
    }
  }
}
