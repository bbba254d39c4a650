import type { Effects } from '../effects/effects.js'
import { MigrationError } from '../outcome/migration-error.js'
import type { AdjustablePacer } from '../pace/adjustable-pacer.js'
import type { Send } from './http/api-call.js'
import { authorize } from './http/authorize.js'
import { createHttpSend, type HttpSendOptions } from './http/http-send.js'
import { mustBePrivate } from '../outcome/must-be-private.js'
import { observeAttempts } from './retry/observe-attempts.js'
import { paceSend } from './retry/pace-send.js'
import { explainSilence } from './retry/explain-silence.js'
import { retry, type RetryOptions } from './retry/retry.js'
import type { TargetObserver } from './retry/target-observer.js'

export interface TargetOptions
  extends
    Pick<
      RetryOptions,
      'maxAttempts' | 'outageThreshold' | 'maxOutageMs' | 'firstContactMs' | 'backoff' | 'budget' | 'stop'
    >,
    Pick<HttpSendOptions, 'timeoutMs' | 'connectTimeoutMs' | 'maxResponseBytes' | 'connections' | 'proxy'> {
  /** @default `https://<tenantId>.logto.app`, the address on Logto Cloud; required for the tenant `default` */
  endpoint?: string | undefined
  /** @default 'default' */
  tenantId?: string | undefined
  /** Indicator of the Management API. @default `https://<tenantId>.logto.app/api` */
  resource?: string | undefined
  /** Machine-to-machine application. Usually from the environment, hence perhaps undefined: that is refused. */
  appId: string | undefined
  appSecret: string | undefined
  pacer: AdjustablePacer
  effects: Effects
  observer?: TargetObserver
  /** Whether `http://` may be used for more than loopback. @default false */
  insecureHttp?: boolean | undefined
  /** Called right before each request leaves; throws where it must not. */
  guard?: () => void
  /** @default 'logto-migrate' */
  userAgent?: string
}

export interface Target {
  /** Authenticated, paced, retried: see `retry` for what it resolves and rejects with. */
  send: Send
  endpoint: string
  resource: string
  /** Clock of the target minus the clock of this machine; undefined before the first token. */
  clockSkewMs(): number | undefined
  /** Ends every connection, the pacer's too. */
  close(): Promise<void>
}

/** A target that never answered is more likely misspelt than down. */
const usualFirstContactMs = 10_000

/**
 * The Management API of one tenant: retry(authorize(pace(observe(http)))), so every attempt of every kind,
 * token requests too, takes a slot of the pacer and is seen by the observer.
 *
 * @throws {MigrationError} `config/invalid_endpoint`, `config/insecure_http`, `config/target_incomplete`
 */
export const createTarget = (options: TargetOptions): Target => {
  const { pacer, effects, observer = {}, tenantId = 'default' } = options
  const endpoint = resolveEndpoint(options.endpoint, tenantId)
  if (options.insecureHttp !== true) mustBePrivate(endpoint, options.proxy)
  const resource = options.resource ?? `https://${tenantId}.logto.app/api`
  // Whoever waits for a target that is down waits for its first answer as well.
  const { firstContactMs = options.maxOutageMs === Infinity ? undefined : usualFirstContactMs } = options
  const http = createHttpSend({
    ...options,
    firstAnswerMs: firstContactMs,
    endpoint,
    userAgent: options.userAgent ?? 'logto-migrate',
    onConnected: pacer.deferred,
    now: effects.now,
  })
  const paced = paceSend(observeAttempts(http.send, observer, effects.now), pacer, options.guard)
  const credentials = { appId: given(options, 'appId'), appSecret: given(options, 'appSecret'), resource }
  const authorized = authorize(paced, { credentials, now: effects.now })

  return {
    send: retry(authorized.send, {
      ...options,
      firstContactMs,
      explain: explainSilence(endpoint, options.proxy?.url),
    }),
    endpoint,
    resource,
    clockSkewMs: authorized.clockSkewMs,
    close: async () => {
      await http.close()
      await pacer.close?.()
    },
  }
}

const resolveEndpoint = (endpoint: string | undefined, tenantId: string): string => {
  if (endpoint === undefined && tenantId === 'default') {
    throw invalidEndpoint(
      'no endpoint is set. Set LOGTO_ENDPOINT to the address of Logto, or LOGTO_TENANT_ID to your tenant on Logto Cloud',
    )
  }
  const text = endpoint ?? `https://${tenantId}.logto.app`
  if (!URL.canParse(text) || !/^https?:$/.test(new URL(text).protocol)) {
    throw invalidEndpoint(`expected an http or https URL, got ${JSON.stringify(text.slice(0, 100))}`)
  }
  const url = new URL(text)
  if (url.username !== '' || url.password !== '' || url.search !== '' || url.hash !== '') {
    throw invalidEndpoint('expected only scheme, host, port and path: no user, password, query or fragment')
  }
  return url.href.replace(/(?<!\/)\/+$/, '')
}

const invalidEndpoint = (message: string): MigrationError =>
  new MigrationError('config', 'invalid_endpoint', `LOGTO_ENDPOINT: ${message}`)

const given = (options: TargetOptions, name: 'appId' | 'appSecret'): string => {
  const value = options[name]
  if (value !== undefined && value !== '') return value
  const expected = `expected ${name} of a machine-to-machine application, got ${value === '' ? 'an empty text' : 'undefined'}`
  throw new MigrationError('config', 'target_incomplete', `${expected}; is the environment variable set?`)
}
