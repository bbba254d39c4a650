import { MigrationError } from './migration-error.js'
import type { ProxySettings } from './must-be-private.js'

/**
 * The proxy that HTTPS_PROXY or HTTP_PROXY names for this endpoint; lower case comes first, and HTTP_PROXY goes for
 * https:// where it is the only one, as with undici.
 *
 * @throws MigrationError `config/proxy_invalid`
 */
export const readProxy = (
  env: Readonly<Record<string, string | undefined>>,
  endpoint: string,
): ProxySettings | undefined => {
  const read = (name: string): string | undefined => env[name.toLowerCase()] || env[name] || undefined
  const names = endpoint.startsWith('https:') ? ['HTTPS_PROXY', 'HTTP_PROXY'] : ['HTTP_PROXY']
  const name = names.find((candidate) => read(candidate) !== undefined)
  if (name === undefined) return undefined
  const except = read('NO_PROXY') ?? ''
  if (except.trim() === '*') return undefined
  const text = read(name) ?? ''
  const url = /^[a-z][a-z\d+.-]*:\/\//i.test(text) ? text : `http://${text}`
  if (!URL.canParse(url) || !/^https?:$/.test(new URL(url).protocol)) {
    // The value may hold a password.
    throw new MigrationError(
      'config',
      'proxy_invalid',
      `${name} is not the URL of an HTTP proxy: expected something like http://proxy.example.com:3128`,
    )
  }
  return { url, except }
}
