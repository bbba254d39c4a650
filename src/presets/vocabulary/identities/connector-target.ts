/** A Logto connector that takes over a provider's identities. */
export interface ConnectorTarget {
  /** Logto's name of the provider. */
  target: string
  /** What must hold for the old id to be the one that Logto's connector computes. */
  note?: string
}

const sameApp = 'Ids belong to one app: the connector must use the same client as the old system.'

const google: ConnectorTarget = { target: 'google' }
const github: ConnectorTarget = { target: 'github' }
const facebook: ConnectorTarget = { target: 'facebook', note: sameApp }
const apple: ConnectorTarget = {
  target: 'apple',
  note: 'Ids belong to one Apple team: the connector must use the same team.',
}
const x: ConnectorTarget = { target: 'x' }
const azuread: ConnectorTarget = {
  target: 'azuread',
  note: "Logto compares the Microsoft Graph id; an id token's `sub` never matches it.",
}
const linkedin: ConnectorTarget = { target: 'linkedin', note: sameApp }
const slack: ConnectorTarget = { target: 'slack' }
const line: ConnectorTarget = { target: 'line', note: sameApp }
const amazon: ConnectorTarget = { target: 'amazon', note: sameApp }
const wechat: ConnectorTarget = {
  target: 'wechat',
  note: 'Logto uses the union id when there is one; the open id belongs to one app.',
}

/** By provider name without `.com`, `oauth_` and case. */
const targets = new Map<string, ConnectorTarget>([
  ['google', google],
  ['google-oauth2', google],
  ['googleoauth', google],
  ['github', github],
  ['githuboauth', github],
  ['facebook', facebook],
  ['apple', apple],
  ['appleoauth', apple],
  ['signinwithapple', apple],
  ['x', x],
  ['twitter', x],
  ['azuread', azuread],
  ['azure', azuread],
  ['azure-ad', azuread],
  ['microsoft', azuread],
  ['microsoftoauth', azuread],
  ['microsoft-entra-id', azuread],
  ['windowslive', azuread],
  ['live', azuread],
  ['waad', azuread],
  ['linkedin', linkedin],
  ['linkedin_oidc', linkedin],
  ['linkedin-openid-connect', linkedin],
  ['slack', slack],
  ['slack_oidc', slack],
  ['discord', { target: 'discord' }],
  ['gitlab', { target: 'gitlab' }],
  ['line', line],
  ['kakao', { target: 'kakao' }],
  ['naver', { target: 'naver', note: sameApp }],
  ['amazon', amazon],
  ['loginwithamazon', amazon],
  ['patreon', { target: 'patreon' }],
  ['huggingface', { target: 'huggingface' }],
  ['wechat', wechat],
  ['weixin', wechat],
])

/**
 * The connector for a provider as the source names it (`google-oauth2`, `google.com`, `oauth_google`,
 * `GoogleOAuth`); undefined when Logto has none, so that only an oauth2 or oidc connector made by the
 * operator could take it.
 */
export const findConnectorTarget = (provider: string): ConnectorTarget | undefined => {
  const name = provider.trim().toLowerCase()
  return targets.get(name) ?? targets.get(name.replace(/^oauth_/, '').replace(/\.com$/, ''))
}

/** A quote makes Logto answer 500; the others cannot stand in a path. */
const targetPattern = /^[^\s'"`/\\?#%\p{Cc}]{1,128}$/u

/** Whether Logto can have a connector of this target. */
export const isPossibleTarget = (target: string): boolean => targetPattern.test(target)
