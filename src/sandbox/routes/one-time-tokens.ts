import type { ApiCall } from '../http/api-call.js'
import { apiError } from '../http/api-error.js'
import { createId } from '../create-id.js'
import { guardBody, jsonObject, number, object, oneOf, optional, string } from '../http/guard.js'
import { isPagingOff, pagedReply, readPage, slicePage } from '../http/paginate.js'
import { json, noContent } from '../http/reply.js'
import type { Reply } from '../http/reply.js'
import { route } from '../http/router.js'
import type { OneTimeTokenRow } from '../store/rows.js'
import { findById } from './find-row.js'

const statuses = ['active', 'consumed', 'revoked', 'expired'] as const
const usualLifetimeSeconds = 600

/** Logto takes any text for an address here. */
const createGuard = object({
  email: string({ minLength: 1, maxLength: 128 }),
  expiresIn: optional(number),
  context: optional(jsonObject),
})
const statusGuard = object({ status: oneOf(statuses) })
const verifyGuard = object({ token: string(), email: string() })

const createToken = (call: ApiCall): Reply => {
  const { store, random, now } = call.context
  const body = guardBody(createGuard, call.body)
  const { email, expiresIn = usualLifetimeSeconds, context = {} } = body
  if (expiresIn < 1) throw apiError('guard.invalid_input', { type: 'body' })
  const createdAt = now()
  const row: OneTimeTokenRow = {
    tenantId: store.tenantId,
    id: createId(random, 21),
    email,
    token: createId(random, 32),
    context,
    status: 'active',
    createdAt,
    expiresAt: createdAt + expiresIn * 1000,
  }
  store.oneTimeTokens.set(row.id, row)
  return json(row, 201)
}

const listTokens = (call: ApiCall): Reply => {
  const { store, settings, now } = call.context
  const latestMs = settings.readLagMs === 0 ? Infinity : now() - settings.readLagMs
  // A replica does not know yet what has been made last.
  const rows = Array.from(store.oneTimeTokens.values()).filter(({ createdAt }) => createdAt <= latestMs)
  const email = call.query.get('email')
  const status = call.query.get('status')
  const found = rows.filter((row) => (!email || row.email === email) && (!status || row.status === status))
  if (isPagingOff(call)) return json(found)
  const page = readPage(call)
  // The total is that of all tokens, whatever was asked for, as in Logto.
  return pagedReply(call, page, rows.length, slicePage(found, page))
}

const findToken = ({ context, params }: ApiCall): OneTimeTokenRow =>
  findById(context.store.oneTimeTokens, 'one_time_tokens', params[0] ?? '')

const getToken = (call: ApiCall): Reply => json(findToken(call))

const setStatus = (call: ApiCall): Reply => {
  const { status } = guardBody(statusGuard, call.body)
  const row = findToken(call)
  if (status === 'active') throw apiError('one_time_token.cannot_reactivate_token')
  row.status = status
  return json(row)
}

/** Consumes the token, as a sign-in with it does. */
const verifyToken = (call: ApiCall): Reply => {
  const { token, email } = guardBody(verifyGuard, call.body)
  const row = [...call.context.store.oneTimeTokens.values()].find((known) => known.token === token)
  if (!row) throw apiError('one_time_token.token_not_found', { token })
  if (row.email !== email) throw apiError('one_time_token.email_mismatch')
  if (row.status === 'expired' || row.expiresAt <= call.context.now()) {
    if (row.status === 'active') row.status = 'expired'
    throw apiError('one_time_token.token_expired')
  }
  if (row.status === 'consumed') throw apiError('one_time_token.token_consumed')
  if (row.status === 'revoked') throw apiError('one_time_token.token_revoked')
  row.status = 'consumed'
  return json(row)
}

const deleteToken = (call: ApiCall): Reply => {
  if (!call.context.store.oneTimeTokens.delete(call.params[0] ?? '')) throw apiError('entity.not_found')
  return noContent
}

export const oneTimeTokenRoutes = [
  route('GET', '/api/one-time-tokens', listTokens),
  route('POST', '/api/one-time-tokens', createToken),
  route('POST', '/api/one-time-tokens/verify', verifyToken),
  route('GET', '/api/one-time-tokens/:id', getToken),
  route('PUT', '/api/one-time-tokens/:id/status', setStatus),
  route('DELETE', '/api/one-time-tokens/:id', deleteToken),
]
