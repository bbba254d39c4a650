import { onTestFinished } from 'vitest'
import type { SandboxOptions } from '../../src/sandbox/sandbox-options.js'
import { startSandbox } from '../../src/sandbox/start-sandbox.js'
import type { Sandbox } from '../../src/sandbox/start-sandbox.js'

export interface Answer {
  status: number
  headers: Headers
  body: unknown
}

export interface SandboxClient {
  sandbox: Sandbox
  /** One call with the token; rejects when the connection breaks. */
  call(method: string, path: string, body?: unknown): Promise<Answer>
  /** Creates a user and gives the id. */
  createUser(body?: unknown): Promise<string>
  renewToken(): Promise<void>
}

/** A sandbox that ends with the test, and a token for it. */
export const openSandbox = async (options: SandboxOptions = {}): Promise<SandboxClient> => {
  const sandbox = await startSandbox(options)
  onTestFinished(() => sandbox.close())
  let token = ''
  const renewToken = async (): Promise<void> => {
    token = await requestToken(sandbox.url)
  }
  await renewToken()
  sandbox.resetStats()
  const call = (method: string, path: string, body?: unknown): Promise<Answer> =>
    send(sandbox.url + path, method, { authorization: `Bearer ${token}` }, body)
  const createUser = async (body: unknown = {}): Promise<string> => {
    const answer = await call('POST', '/api/users', body)
    if (answer.status !== 200) throw new Error(`expected 200, got ${answer.status}`)
    return pickString(answer.body, 'id')
  }
  return { sandbox, call, createUser, renewToken }
}

export const requestToken = async (url: string): Promise<string> => {
  const answer = await fetch(`${url}/oidc/token`, {
    method: 'POST',
    headers: { authorization: `Basic ${Buffer.from('sandbox-app:sandbox-secret').toString('base64')}` },
    body: new URLSearchParams({
      grant_type: 'client_credentials',
      resource: 'https://default.logto.app/api',
      scope: 'all',
    }),
  })
  return pickString(await answer.json(), 'access_token')
}

export const send = async (
  url: string,
  method: string,
  headers: Record<string, string>,
  body?: unknown,
): Promise<Answer> => {
  const hasBody = body !== undefined
  const answer = await fetch(url, {
    method,
    headers: { ...headers, ...(hasBody && { 'content-type': 'application/json' }) },
    body: hasBody ? JSON.stringify(body) : null,
  })
  const text = await answer.text()
  const isJson = answer.headers.get('content-type')?.startsWith('application/json')
  return { status: answer.status, headers: answer.headers, body: isJson && text ? JSON.parse(text) : text }
}

/** The text member of an answer. */
export const pickString = (value: unknown, key: string): string => {
  const member: unknown = typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined
  if (typeof member !== 'string') throw new Error(`expected a string ${key}, got ${typeof member}`)
  return member
}

/** The values of one key in an answered list. */
export const pluck = (value: unknown, key: string): unknown[] => {
  if (!Array.isArray(value)) throw new Error(`expected a list, got ${typeof value}`)
  return value.map((item: unknown) =>
    typeof item === 'object' && item !== null ? Reflect.get(item, key) : undefined,
  )
}
