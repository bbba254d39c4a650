import type { JsonObject } from '../../source/source-record.js'
import type { PresetContext } from '../preset.js'
import type { UserRecord } from '../user-record.js'
import { addPortableIdentity } from '../vocabulary/identities/add-portable-identity.js'
import { loseEnterpriseIdentity } from '../vocabulary/identities/lose-identity.js'
import { readText } from '../vocabulary/cells/read-text.js'

const enterprise: ReadonlySet<string> = new Set(['ldap', 'adfs', 'okta', 'custom', 'azureadb2c'])

/** Every provider that Casdoor has a column for; the column holds the id there. */
export const casdoorProviders: readonly string[] =
  'github google qq wechat facebook dingtalk weibo gitee linkedin wecom lark gitlab adfs baidu alipay casdoor infoflow apple azuread azureadb2c slack steam bilibili okta douyin kwai line amazon auth0 battlenet bitbucket box cloudfoundry dailymotion deezer digitalocean discord dropbox eveonline fitbit gitea heroku influxcloud instagram intercom kakao lastfm mailru meetup microsoftonline naver nextcloud onedrive oura patreon paypal salesforce shopify soundcloud spotify strava stripe tiktok tumblr twitch twitter typetalk uber vk wepay xero yahoo yammer yandex zoom metamask web3onboard custom telegram'.split(
    ' ',
  )

export const putCasdoorAccounts = (user: UserRecord, record: JsonObject, context: PresetContext): void => {
  const ldapId = readText(record['ldap'])
  if (ldapId !== undefined) loseEnterpriseIdentity(user, { provider: 'ldap', userId: ldapId })
  for (const provider of casdoorProviders) {
    const userId = readText(record[provider])
    if (userId === undefined) continue
    if (enterprise.has(provider) && !Object.hasOwn(context.connectors, provider)) {
      loseEnterpriseIdentity(user, { provider, userId })
    } else addPortableIdentity(user, { provider, userId }, context)
  }
}
