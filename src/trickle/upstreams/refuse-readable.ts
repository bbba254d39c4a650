import { mustBePrivate, type ProxySettings } from '../../outcome/must-be-private.js'
import type { UpstreamConfig } from './upstream-config.js'

/**
 * Refuses to hand what people type to an old system where others can read it.
 *
 * @throws MigrationError `config/insecure_http`
 */
export const refuseReadable = (config: UpstreamConfig, proxy: ProxySettings | undefined): void => {
  const reads = 'the passwords that people type'
  if (config.type === 'ldap') {
    if (config.startTls !== true && config.url.startsWith('ldap:'))
      mustBePrivate(config.url, undefined, reads)
    return
  }
  for (const value of Object.values(config)) {
    if (typeof value === 'string' && /^http:\/\//i.test(value)) mustBePrivate(value, proxy, reads)
  }
}
