import { MigrationError } from './migration-error.js'

/** A proxy that requests go through, and the hosts that are reached without it. */
export interface ProxySettings {
  url: string
  /** As in NO_PROXY. */
  except: string
}

/**
 * Refuses to send the secret of the application and digests of passwords where others can read them.
 *
 * @param reads what others would read
 * @throws MigrationError `config/insecure_http`
 */
export const mustBePrivate = (
  endpoint: string,
  proxy: ProxySettings | undefined,
  reads = 'the secret of the application and the password hashes',
): void => {
  const url = new URL(endpoint)
  if (url.protocol === 'https:') return
  if (!isLoopback(url.hostname)) throw insecure(`${url.origin} is not encrypted`, reads)
  if (proxy !== undefined && !isLoopback(new URL(proxy.url).hostname)) {
    const what = `${url.origin} would be reached, not encrypted, through a proxy (NO_PROXY leaves it out)`
    throw insecure(what, reads)
  }
}

/** By the name alone: what a name server says about another name can change. */
const isLoopback = (hostname: string): boolean =>
  /^(?:.+\.)?localhost\.?$/i.test(hostname) ||
  /^127\.\d+\.\d+\.\d+$/.test(hostname) ||
  hostname === '[::1]' ||
  /^\[::ffff:7f[\da-f]{2}:[\da-f]{1,4}\]$/.test(hostname)

const insecure = (what: string, reads: string): MigrationError =>
  new MigrationError(
    'config',
    'insecure_http',
    `${what}: whoever is on the way reads ${reads}. Use https://, or --insecure-http (target.insecureHttp in the config) on a network that you trust`,
  )
