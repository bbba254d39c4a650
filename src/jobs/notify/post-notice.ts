import { type Dispatcher, request } from 'undici'
import type { Effects } from '../../effects/effects.js'
import type { ProxySettings } from '../../outcome/must-be-private.js'
import { openProxy } from '../../outcome/open-proxy.js'
import { toolVersion } from '../tool-version.js'
import type { RunNotice } from './run-notice.js'

const timeoutMs = 10_000
const pauseMs = 2000

/**
 * Posts the notice; once more where the first try met a fault that passes. Follows no redirect.
 *
 * @returns why it did not arrive. The path of the address is left out: with chats it is a secret
 */
export const postNotice = async (
  url: URL,
  notice: RunNotice,
  { proxy, effects }: { proxy: ProxySettings | undefined; effects: Pick<Effects, 'sleep'> },
): Promise<string | undefined> => {
  const dispatcher = openProxy(proxy)
  try {
    const first = await post(url, notice, dispatcher)
    if (first === undefined || !first.mayPass) return first && describe(url, first)
    await effects.sleep(pauseMs, new AbortController().signal)
    const second = await post(url, notice, dispatcher)
    return second && describe(url, second)
  } finally {
    await dispatcher?.close()
  }
}

interface PostFault {
  reason: string
  mayPass: boolean
}

const describe = ({ origin }: URL, { reason }: PostFault): string => `${origin}: ${reason}`

const post = async (
  url: URL,
  notice: RunNotice,
  dispatcher: Dispatcher | undefined,
): Promise<PostFault | undefined> => {
  try {
    const { username, password } = url
    const address = new URL(url)
    address.username = ''
    address.password = ''
    const answer = await request(address, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'user-agent': `logto-migrate/${toolVersion}`,
        ...(username !== '' && { authorization: basic(username, password) }),
      },
      body: JSON.stringify(notice),
      signal: AbortSignal.timeout(timeoutMs),
      ...(dispatcher && { dispatcher }),
    })
    await answer.body.dump()
    const { statusCode: status } = answer
    if (status >= 200 && status < 300) return undefined
    return { reason: `it answered ${status}`, mayPass: status === 429 || status >= 500 }
  } catch (error) {
    return { reason: nameFault(error), mayPass: true }
  }
}

const basic = (user: string, password: string): string =>
  `Basic ${Buffer.from(`${decodeURIComponent(user)}:${decodeURIComponent(password)}`).toString('base64')}`

/** The code alone: messages of the network can quote addresses. */
const nameFault = (error: unknown): string => {
  if (error instanceof Error && error.name === 'TimeoutError') return `no answer in ${timeoutMs / 1000} s`
  return error instanceof Error && 'code' in error && typeof error.code === 'string'
    ? error.code
    : 'the request failed'
}
