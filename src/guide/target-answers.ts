import type { Environment } from '../config/load-config.js'
import type { TargetSettings } from '../config/settings.js'
import type { Access } from '../jobs/target/test-access.js'
import { mustBePrivate } from '../outcome/must-be-private.js'
import { readProxy } from '../outcome/read-proxy.js'

/** What init knows of the target: from flags, the environment, and whoever sits before the terminal. */
export interface TargetAnswers {
  endpoint: string | undefined
  tenantId: string | undefined
  appId: string | undefined
  appSecret: string | undefined
  /** `http://` may be used for more than loopback. */
  insecureHttp?: boolean | undefined
}

export const describeAccess = (access: Access): string => {
  if (!access.isGranted) return `No access: ${access.message}`
  const { users, clockSkewSeconds } = access
  const skew =
    Math.abs(clockSkewSeconds ?? 0) > 5 ? `; its clock is ${clockSkewSeconds} s ahead of this one` : ''
  return `Access works${users === null ? '' : `: ${users.toLocaleString('en-US')} users are there`}${skew}.`
}

/**
 * Complete settings, or undefined while something is missing.
 *
 * @throws MigrationError `config/insecure_http`
 */
export const settingsOf = (
  { endpoint, tenantId = 'default', appId, appSecret, insecureHttp }: TargetAnswers,
  env: Environment,
): TargetSettings | undefined => {
  const url = endpoint ?? (tenantId === 'default' ? undefined : cloudUrl(tenantId))
  if (url === undefined || appId === undefined || appSecret === undefined) return undefined
  const resource = env['LOGTO_RESOURCE'] ?? `https://${tenantId}.logto.app/api`
  const address = trimUrl(url)
  const proxy = readProxy(env, address)
  // The secret would leave in the clear before anybody has said that it may.
  if (insecureHttp !== true && URL.canParse(address)) mustBePrivate(address, proxy)
  return { endpoint: address, proxy, insecureHttp, tenantId, resource, appId, appSecret }
}

/** `abc123` is a tenant of Logto Cloud, and so is `https://abc123.logto.app`; everything else is self-hosted. */
export const readAddress = (text: string): { endpoint: string; tenantId: string } => {
  if (/^[a-z0-9]+$/i.test(text) && text !== 'localhost') return { endpoint: cloudUrl(text), tenantId: text }
  const url = /^[a-z]+:\/\//i.test(text) ? text : `https://${text}`
  const host = URL.canParse(url) ? new URL(url).hostname : ''
  return { endpoint: trimUrl(url), tenantId: /^([a-z0-9]+)\.logto\.app$/i.exec(host)?.[1] ?? 'default' }
}

const cloudUrl = (tenantId: string): string => `https://${tenantId}.logto.app`

/** People paste the Management API's own address. */
const trimUrl = (url: string): string => url.replace(/(?<!\/)\/+$/, '').replace(/\/api$/, '')
