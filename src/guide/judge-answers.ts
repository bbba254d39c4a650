/** What people type where a value was expected, taken from examples. */
const placeholder =
  /^(?:<.*>|\[.*\]|\{.*\}|…|\.{3}|x{3,}|your[-_ ].*|changeme|todo|example|m2m-app|app[-_]?id|secret)$/i

/** What is wrong with the address of a Logto; undefined when nothing is. */
export const judgeEndpoint = (text: string): string | undefined => {
  if (text === '') return 'expected an address such as https://auth.example.com'
  if (placeholder.test(text)) return 'that is an example, and not an address'
  const url = /^[a-z]+:\/\//i.test(text) ? text : `https://${text}`
  if (!URL.canParse(url) || !/^https?:$/.test(new URL(url).protocol) || /\s/.test(text)) {
    return 'expected an address such as https://auth.example.com'
  }
  const { hostname, username, pathname } = new URL(url)
  if (username !== '') return 'leave the user name out: the application is asked for next'
  if (/^cloud\.logto\.io$/i.test(hostname)) {
    return 'that is the Console of Logto Cloud: take the tenant id from it (the part after cloud.logto.io/)'
  }
  if (/\/console\b/.test(pathname)) return 'that is the Console: expected the address that people sign in at'
  return undefined
}

export const judgeTenant = (text: string): string | undefined => {
  if (/^[a-z0-9]{2,40}$/i.test(text) && text !== 'default' && !placeholder.test(text)) return undefined
  const found =
    /^https:\/\/([a-z0-9]+)\.logto\.app\b/i.exec(text) ??
    /^https:\/\/cloud\.logto\.io\/([a-z0-9]+)/i.exec(text)
  return found === null ? 'expected a tenant id such as abc123, or its URL' : undefined
}

/** The tenant id in what `judgeTenant` lets through. */
export const readTenant = (text: string): string =>
  (/^https:\/\/([a-z0-9]+)\.logto\.app\b/i.exec(text) ??
    /^https:\/\/cloud\.logto\.io\/([a-z0-9]+)/i.exec(text))?.[1] ?? text

export const judgeAppId = (text: string): string | undefined => {
  if (text === '' || placeholder.test(text)) return 'expected the id that the Console shows as App ID'
  if (/^https?:/i.test(text)) return 'that is an address: expected the App ID of the application'
  return /^[\w-]{2,64}$/.test(text) ? undefined : 'expected letters and digits, as the Console shows them'
}

/** @param appId which is not its own secret */
export const judgeAppSecret = (text: string, appId: string | undefined): string | undefined => {
  if (text === '' || placeholder.test(text)) return 'expected the App secret'
  if (text === appId) return 'that is the App ID: the secret stands below it in the Console'
  return /\s/.test(text) ? 'expected no blanks in it' : undefined
}
