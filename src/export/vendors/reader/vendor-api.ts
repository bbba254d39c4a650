import { setMaxListeners } from 'node:events'
import { type Dispatcher, request } from 'undici'
import type { Effects } from '../../../effects/effects.js'
import { MigrationError } from '../../../outcome/migration-error.js'
import { mustBePrivate } from '../../../outcome/must-be-private.js'
import type { Way } from '../../way.js'
import { createPacer } from '../../../pace/create-pacer.js'
import { parseRate } from '../../../pace/parse-rate.js'
import type { JsonValue } from '../../../source/source-record.js'
import { addressOf } from './address-of.js'
import { flattenHeaders, type HeaderList } from './header-list.js'
import { JsonPatience, kindOf } from './json-patience.js'
import { isReadingPost } from './reading-posts.js'
import { type RawAnswer, tryAgain } from './try-again.js'
import { judgeStatus, type Verdict, VendorRefusal } from './vendor-refusal.js'

/** A request as it is sent, for vendors that have it signed. */
export interface SignableRequest {
  method: 'GET' | 'POST'
  url: string
  headers: HeaderList
  body: string | undefined
}

export interface VendorApiOptions {
  /** As on the command line: which POSTs only read is known by it. */
  system: string
  /** For messages: `Auth0`. */
  name: string
  /** `https://acme.eu.auth0.com`, with a path where the API is below one. */
  origin: string
  way: Way
  /** Added to every request; asked again after a 401. */
  authorize(): Promise<HeaderList>
  /** All headers of a request that is signed. */
  sign?: ((request: SignableRequest) => Promise<HeaderList>) | undefined
  /** What an answer means, where its status does not say it; undefined leaves it to the status. */
  judge?: ((status: number, body: JsonValue) => Verdict | undefined) | undefined
  /** What the vendor allows, as the command line writes it. */
  rate: string
  effects: Effects
  signal: AbortSignal
  userAgent: string
}

export interface VendorAnswer {
  body: JsonValue
  headers: HeaderList
  /** For messages: `Okta: GET /api/v1/users`. */
  route: string
}

/** Calls that only read: GET, and the POSTs of `reading-posts.ts`. */
export interface VendorApi {
  get(path: string, headers?: HeaderList): Promise<VendorAnswer>
  search(path: string, body: JsonValue, headers?: HeaderList): Promise<VendorAnswer>
  /** A file that the vendor has put somewhere else: without credentials, at whatever address it has. */
  download(url: string): Promise<Dispatcher.ResponseData['body']>
  /** For jobs of the vendor that take their time. */
  wait(delayMs: number): Promise<void>
}

interface Call {
  method: 'GET' | 'POST'
  path: string
  body?: JsonValue
  headers?: HeaderList | undefined
}

/** Paced to what the vendor allows; what fails for the moment is tried again, as late as `Retry-After` says. */
export const openVendorApi = async (options: VendorApiOptions): Promise<VendorApi> => {
  const { effects, signal, name, way } = options
  const { dispatcher } = way
  mustBePrivate(options.origin, way.proxy)
  // Several requests may be under way, each of which listens.
  setMaxListeners(0, signal)
  const pacer = await createPacer({ rate: parseRate(options.rate), effects })
  let authorization = await options.authorize()

  const attempt = async (method: Call['method'], url: string, body: string | undefined, more: HeaderList) => {
    await pacer.take(signal)
    const own = {
      accept: 'application/json',
      'user-agent': options.userAgent,
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...authorization,
      ...more,
    }
    const headers = (await options.sign?.({ method, url, headers: own, body })) ?? own
    const answer = await request(url, {
      method,
      headers,
      ...(body === undefined ? {} : { body }),
      signal,
      ...(dispatcher && { dispatcher }),
    })
    return {
      status: answer.statusCode,
      headers: flattenHeaders(answer.headers),
      text: await answer.body.text(),
    }
  }

  const call = async ({ method, path, body, headers = {} }: Call): Promise<VendorAnswer> => {
    const url = addressOf(path, options.origin)
    const route = `${method} ${url.pathname}`
    const text = body === undefined ? undefined : JSON.stringify(body)
    if (method === 'POST' && !isReadingPost(options.system, url.pathname, headers['x-amz-target'])) {
      throw new Error(`${route} is not among the requests of ${name} that only read`)
    }
    const json = new JsonPatience()
    const judge = (answer: RawAnswer): Verdict | undefined =>
      isDone(answer)
        ? json.judge(answer)
        : (options.judge?.(answer.status, json.read(answer) ?? null) ?? judgeStatus(answer.status))
    const ask = (): Promise<RawAnswer> =>
      tryAgain({
        attempt: () => attempt(method, url.href, text, headers),
        judge,
        pause: (delayMs) => pacer.pause(delayMs),
        effects,
        signal,
      })
    let answer = await ask()
    if (answer.status === 401) {
      authorization = await options.authorize()
      answer = await ask()
    }
    if (isDone(answer)) {
      const body = json.read(answer)
      if (body === undefined) throw noJson(`${name}: ${route}`, answer)
      return { body, headers: answer.headers, route: `${name}: ${route}` }
    }
    throw new VendorRefusal(name, route, answer.status, judge(answer) ?? 'other')
  }
  return {
    get: (path, headers) => call({ method: 'GET', path, headers }),
    search: (path, body, headers) => call({ method: 'POST', path, body, headers }),
    download: async (url) => {
      mustBePrivate(url, way.proxy)
      const { statusCode, body } = await request(url, {
        headers: { 'user-agent': options.userAgent },
        signal,
        ...(dispatcher && { dispatcher }),
      })
      if (statusCode === 200) return body
      await body.dump()
      throw new VendorRefusal(name, `GET ${new URL(url).pathname}`, statusCode, judgeStatus(statusCode))
    },
    wait: (delayMs) => effects.sleep(delayMs, signal),
  }
}

const isDone = ({ status }: RawAnswer): boolean => status >= 200 && status < 300

const noJson = (route: string, answer: RawAnswer): MigrationError =>
  new MigrationError(
    'target',
    'source_unexpected',
    `${route}: expected JSON, got ${kindOf(answer)}; is the address right? Nothing of this page was written, and the same command goes on where it stopped`,
  )
