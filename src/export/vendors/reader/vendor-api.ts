import { request } from 'undici'
import type { Effects } from '../../../effects/effects.js'
import { readRetryAfterMs } from '../../../logto/retry/retry-after.js'
import { MigrationError } from '../../../outcome/migration-error.js'
import { mustBePrivate } from '../../../outcome/must-be-private.js'
import { backoffMs } from '../../../pace/backoff.js'
import { createPacer } from '../../../pace/create-pacer.js'
import { parseRate } from '../../../pace/parse-rate.js'
import { parseJson } from '../../../source/json/values/parse-json.js'
import type { JsonValue } from '../../../source/source-record.js'

export interface VendorApiOptions {
  /** For messages: `Auth0`. */
  name: string
  /** `https://acme.eu.auth0.com`. */
  origin: string
  /** Added to every request; asked again after a 401. */
  authorize(): Promise<{ [header: string]: string }>
  /** What the vendor allows, as the command line writes it. */
  rate: string
  effects: Effects
  signal: AbortSignal
  userAgent: string
}

export interface VendorAnswer {
  body: JsonValue
  headers: { [name: string]: string }
  /** For messages: `Okta: GET /api/v1/users`. */
  route: string
}

/** Calls that only read: GET, and POST where the vendor searches by it. */
export interface VendorApi {
  get(path: string): Promise<VendorAnswer>
  search(path: string, body: JsonValue): Promise<VendorAnswer>
}

const mostAttempts = 8
const longestWaitMs = 5 * 60_000

/** Paced to what the vendor allows; what fails for the moment is tried again, as late as `Retry-After` says. */
export const openVendorApi = async (options: VendorApiOptions): Promise<VendorApi> => {
  mustBePrivate(options.origin, undefined)
  const { effects, signal, name } = options
  const pacer = await createPacer({ rate: parseRate(options.rate), effects })
  let headers = await options.authorize()

  const attempt = async (method: 'GET' | 'POST', url: string, body: JsonValue | undefined) => {
    await pacer.take(signal)
    const answer = await request(url, {
      method,
      headers: {
        accept: 'application/json',
        'user-agent': options.userAgent,
        ...headers,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      signal,
    })
    return { status: answer.statusCode, headers: flatten(answer.headers), text: await answer.body.text() }
  }

  const call = async (method: 'GET' | 'POST', path: string, body?: JsonValue): Promise<VendorAnswer> => {
    const url = new URL(path, options.origin)
    const route = `${method} ${url.pathname}`
    let isRenewed = false
    for (let tries = 1; ; tries += 1) {
      const answer = await attempt(method, url.href, body).catch((error: unknown) => {
        signal.throwIfAborted()
        return { status: 0, headers: {}, text: error instanceof Error ? error.message : '' }
      })
      if (answer.status >= 200 && answer.status < 300) {
        return { body: parseJson(answer.text) ?? null, headers: answer.headers, route: `${name}: ${route}` }
      }
      if (answer.status === 401 && !isRenewed) {
        isRenewed = true
        headers = await options.authorize()
        continue
      }
      const waitMs = Math.max(readWaitMs(answer.headers, effects.now()), backoffMs(tries, effects.random))
      if (!isTransient(answer.status) || tries >= mostAttempts || waitMs > longestWaitMs) {
        throw refusal(name, route, answer.status)
      }
      pacer.pause(waitMs)
    }
  }
  return { get: (path) => call('GET', path), search: (path, body) => call('POST', path, body) }
}

const isTransient = (status: number): boolean =>
  status === 0 || status === 408 || status === 425 || status === 429 || status >= 500

/** `Retry-After`, or the second at which the budget begins again (Auth0, Okta). */
const readWaitMs = (headers: { [name: string]: string }, nowMs: number): number => {
  const asked = readRetryAfterMs(headers, nowMs)
  if (asked !== undefined) return asked
  const reset = Number(headers['x-ratelimit-reset'] ?? headers['x-rate-limit-reset'])
  return reset > 1_000_000_000 ? Math.max(0, reset * 1000 - nowMs) : 0
}

const flatten = (headers: { [name: string]: string | string[] | undefined }): { [name: string]: string } =>
  Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, Array.isArray(value) ? value.join(', ') : value]],
    ),
  )

/** Bodies of vendors may repeat what was sent: only the status is told. */
const refusal = (name: string, route: string, status: number): MigrationError =>
  status === 401 || status === 403
    ? new MigrationError(
        'target',
        'source_refused',
        `${name} refused ${route} (${status}): see the rights on the page of the system`,
      )
    : new MigrationError(
        'target',
        'source_failed',
        `${name}: ${route} failed${status === 0 ? ', nobody answers' : ` (${status})`}; the same command goes on where it stopped`,
      )
