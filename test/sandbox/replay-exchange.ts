import type { Sandbox } from '../../src/sandbox/start-sandbox.js'
import { compareAnswer, fillIn } from './compare-answer.js'
import type { Bindings } from './compare-answer.js'
import type { Exchange, ExchangeRequest } from './contract.js'

const clients: Record<string, string> = {
  'm2m app with the management role': 'sandbox-app:sandbox-secret',
  'm2m app without a role: 200 but no scope': 'sandbox-app-without-role:sandbox-secret-without-role',
  'wrong secret': 'sandbox-app:not-the-secret',
  'unknown client': 'nosuchapp:whatever',
}

export interface Replay {
  sandbox: Sandbox
  bindings: Bindings
  token: string
}

/** A fresh sandbox with a token in hand, as the recorder had one before the first exchange. */
export const startReplay = async (sandbox: Sandbox): Promise<Replay> => {
  const bindings: Bindings = new Map([
    ['endpoint', sandbox.url],
    ['m2mApp', 'sandbox-app'],
    ['m2mAppWithoutRole', 'sandbox-app-without-role'],
  ])
  return { sandbox, bindings, token: await requestToken(sandbox, 'm2m app with the management role') }
}

/** Sends one recorded request and compares what comes back. @returns one line for each difference */
export const replayExchange = async (replay: Replay, { request, response }: Exchange): Promise<string[]> => {
  const { sandbox, bindings } = replay
  const path = fillIn(request.path, bindings).replace('{{id of the poisoned row}}', () => poisonedId(sandbox))
  const answer = await fetch(sandbox.url + path, {
    method: request.method,
    headers: await buildHeaders(replay, request),
    body: buildBody(request, bindings) ?? null,
  })
  const text = await answer.text()
  const actual = {
    status: answer.status,
    contentType: answer.headers.get('content-type')?.split(';')[0] ?? null,
    totalNumber: answer.headers.get('total-number'),
    link: answer.headers.get('link'),
  }
  const expected = {
    status: response.status,
    contentType: response.contentType,
    totalNumber: response.totalNumber ?? null,
    link: response.link ?? null,
  }
  const body = response.contentType === 'application/json' && text !== '' ? JSON.parse(text) : text
  return [
    ...compareAnswer(expected, actual, bindings),
    ...(request.bodyNote ? [] : compareAnswer(response.body, body, bindings, ['body'])),
  ]
}

const buildHeaders = async (replay: Replay, request: ExchangeRequest): Promise<Record<string, string>> => {
  const headers: Record<string, string> = {}
  if (request.client) headers.authorization = basic(clients[request.client])
  else if (request.auth === 'garbage') headers.authorization = 'Bearer garbage'
  else if (request.auth === 'valid token without scope all') {
    const token = await requestToken(replay.sandbox, 'm2m app without a role: 200 but no scope')
    replay.token = await requestToken(replay.sandbox, 'm2m app with the management role')
    headers.authorization = `Bearer ${token}`
  } else if (request.auth !== 'none') headers.authorization = `Bearer ${replay.token}`
  if (request.form) headers['content-type'] = 'application/x-www-form-urlencoded'
  else if (request.contentType) headers['content-type'] = request.contentType
  else if (request.body !== undefined || request.rawBody !== undefined || request.bodyNote) {
    headers['content-type'] = 'application/json'
  }
  return headers
}

const buildBody = (request: ExchangeRequest, bindings: Bindings): string | undefined => {
  const { form, body, rawBody, bodyNote } = request
  if (form) return new URLSearchParams(form).toString()
  if (rawBody !== undefined) return rawBody
  if (body !== undefined) return fillIn(JSON.stringify(body), bindings)
  const [, byteCount] = /a body of exactly (\d+) bytes/.exec(bodyNote ?? '') ?? []
  if (byteCount === undefined) return undefined
  const frame = JSON.stringify({ customData: { x: '' } })
  return frame.replace('""', `"${'y'.repeat(Number(byteCount) - frame.length)}"`)
}

const poisonedId = (sandbox: Sandbox): string =>
  sandbox.state().users.find(({ name }) => (name?.length ?? 0) > 128)?.id ?? 'none'

const requestToken = async (sandbox: Sandbox, client: string): Promise<string> => {
  const answer = await fetch(`${sandbox.url}/oidc/token`, {
    method: 'POST',
    headers: { authorization: basic(clients[client]) },
    body: new URLSearchParams({
      grant_type: 'client_credentials',
      resource: 'https://default.logto.app/api',
      scope: 'all',
    }),
  })
  const { access_token: token }: { access_token: string } = JSON.parse(await answer.text())
  return token
}

const basic = (pair = ''): string => `Basic ${Buffer.from(pair).toString('base64')}`
