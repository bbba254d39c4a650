import { EnvHttpProxyAgent } from 'undici'
import type { ProxySettings } from './must-be-private.js'

/** What requests are sent by; hosts that are left out are reached directly. Undefined where there is no proxy. */
export const openProxy = (proxy: ProxySettings | undefined): EnvHttpProxyAgent | undefined =>
  proxy && new EnvHttpProxyAgent({ httpProxy: proxy.url, httpsProxy: proxy.url, noProxy: proxy.except })
