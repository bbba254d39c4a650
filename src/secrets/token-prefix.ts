/** Prefixes that services give their secrets so that they are recognised when they leak, with what must follow. */
const prefixes =
  /^(?:ya29\.[\w-]{10}|1\/\/0[\w-]{16}|EAA[A-Za-z0-9]{20}|gh[pousr]_[A-Za-z0-9]{16}|github_pat_\w{16}|gl(?:pat|dt|rt|ptt|soat|ft|agent)-[\w-]{12}|(?:sk|rk)_(?:live|test)_[A-Za-z0-9]{8}|whsec_[\w+/]{10}|xox[abeoprs]-[\w-]{8}|xapp-[\w-]{8}|(?:AKIA|ASIA)[A-Z0-9]{16}|AIza[\w-]{30}|SG\.[\w-]{16}\.|shp(?:at|ca|pa|ss)_[a-f0-9]{16}|npm_[A-Za-z0-9]{20}|pypi-[\w-]{16}|dop_v1_[a-f0-9]{16}|sq0(?:atp|csp)-[\w-]{16}|hf_[A-Za-z0-9]{16}|sk-[\w-]{16}|hvs\.[\w-]{16}|ATATT[\w-]{16}|lin_api_\w{16}|figd_[\w-]{16}|dapi[a-f0-9]{32}|AGE-SECRET-KEY-1|xprv[A-Za-z0-9]{40}|doo_v1_|dp\.pt\.|otpauth:\/\/|otpauth-migration:\/\/|(?:Bearer|Basic|Digest|Token|ApiKey) +[\w.~+/=-]{12}|https:\/\/hooks\.slack\.com\/services\/|https:\/\/(?:\w{1,20}\.)?discord(?:app)?\.com\/api\/webhooks\/)/i

/** As they stand at the beginning of a text. */
export const hasTokenPrefix = (text: string): boolean =>
  firstLetters.has(text[0] ?? '') && prefixes.test(text)

const firstLetters: ReadonlySet<string> = new Set('y1EeGgSsRrWwXxAaNnPpDdHhLlFfOoBbTtq')
