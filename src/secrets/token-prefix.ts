/**
 * Prefixes that services give their secrets so that they are recognised when they leak, with what must follow. As long
 * as the shortest token of the kind: ids made at random begin with a few letters of these every other day.
 */
const prefixes =
  /^(?:ya29\.[\w-]{10}|1\/\/0[\w-]{40}|EAA[A-Za-z0-9]{60}|gh[pousr]_[A-Za-z0-9]{30}|github_pat_\w{22}|gl(?:pat|dt|rt|ptt|soat|ft|agent)-[\w-]{18}|(?:sk|rk)_(?:live|test)_[A-Za-z0-9]{8}|(?:pi|seti)_\w{10,60}_secret_\w{10}|ExponentPushToken\[|whsec_[\w+/]{24}|xox[abeoprs]-[\w-]{8}|xapp-\d-[\w-]{8}|(?:AKIA|ASIA)[A-Z0-9]{16}$|AIza[\w-]{35}$|SG\.[\w-]{16,64}\.|shp(?:at|ca|pa|ss)_[a-f0-9]{32}|APA91b[\w-]{80}|ntn_\d{8}[A-Za-z0-9]{30}|npm_[A-Za-z0-9]{30}|pypi-[\w-]{40}|do[opr]_v1_[a-f0-9]{16}|sq0(?:atp|csp)-[\w-]{22}|hf_[A-Za-z0-9]{30}|hvs\.[\w-]{16}|ATATT[\w-]{24}|lin_api_\w{30}|figd_[\w-]{30}|dapi[a-f0-9]{32}|AGE-SECRET-KEY-1[A-Z0-9]{20}|xprv[A-Za-z0-9]{40}|dp\.(?:pt|st|ct|sa)\.[\w.-]{16}|secret_[A-Za-z0-9]{40}|GOCSPX-[\w-]{20}|key-[a-f0-9]{32}$|SK[a-f0-9]{32}$|v[1-4]\.(?:local|public)\.[\w-]{20}|gAAAAA[\w-]{60}|xkeysib-[a-f0-9]{40}|dckr_pat_[\w-]{20}|tskey-[\w-]{16}|CFPAT-[\w-]{30}|rubygems_[a-f0-9]{40}|PMAK-[a-f0-9-]{40}|sntrys_[\w+/=-]{30}|gl[cs]a?_[\w+/=]{30}|NRAK-[A-Z0-9]{27}|rzp_(?:live|test)_\w{14}|sk\.eyJ[\w-]{20}|EZ[AT]K[A-Za-z0-9]{40}|amzn\.mws\.|otpauth:\/\/|otpauth-migration:\/\/)/

/** Whoever knows such an address may post. */
const webhook =
  /^https:\/\/(?:hooks\.slack\.com\/services\/|(?:\w{1,20}\.)?discord(?:app)?\.com\/api\/webhooks\/)/

/** `sk-proj-…`: a slug can begin with these letters too, but has no digit among capitals and small letters. */
const apiKey = /^sk-(?:[a-z\d]{2,12}-){0,2}[\w-]{20}/

/** `Bearer eyJ…`, `Basic dXNlcjpwYXNz`; `Basic Subscription` is a plan. */
const authorization = /^(?:bearer|basic|digest|token|apikey) +([\w.~+/=-]{12,})$/i

/** As they stand at the beginning of a text. */
export const hasTokenPrefix = (text: string): boolean => {
  if (!firstLetters.has(text[0] ?? '')) return false
  if (text.startsWith('http')) return webhook.test(text)
  if (text.charCodeAt(0) <= 0x39 && isBotToken(text)) return true
  if (prefixes.test(text) || (apiKey.test(text) && isMixed(text))) return true
  const [, value] = authorization.exec(text) ?? []
  return value !== undefined && (isMixed(value) || value.endsWith('='))
}

/** Telegram's: the number of the bot, a colon, 35 characters. */
const isBotToken = (text: string): boolean =>
  text.length < 50 && text.includes(':AA') && /^\d{8,10}:AA[\w-]{30}/.test(text)

/** Digits among letters, capitals inside a word. */
const isMixed = (text: string): boolean => /[A-Za-z]\d|\d[A-Za-z]|[a-z][A-Z]/.test(text)

const firstLetters: ReadonlySet<string> = new Set('y0123456789EgsrwxAaSnpdhlfoDBTtbKkHGvCPNR')
