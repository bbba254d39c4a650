import type { ApiCall } from '../http/api-call.js'
import { apiError } from '../http/api-error.js'
import { pagedReply, readPage } from '../http/paginate.js'
import type { Page } from '../http/page.js'
import { json } from '../http/reply.js'
import type { Reply } from '../http/reply.js'
import { route } from '../http/router.js'
import { isYes } from './is-yes.js'
import type { LogRow } from '../store/rows.js'

const listLogs = (call: ApiCall): Reply => {
  const page = readPage(call)
  const isWanted = createFilter(call.query)
  const rows: LogRow[] = []
  let totalCount = 0
  const { logs } = call.context.store
  for (let index = logs.length - 1; index >= 0; index -= 1) {
    const row = logs[index]
    if (!row || !isWanted(row)) continue
    if (totalCount >= page.offset && rows.length < page.limit) rows.push(row)
    totalCount += 1
  }
  const isCapped = isYes(call.query.get('enableCap')) && totalCount > countCap
  return isCapped ? cappedReply(call, page, rows) : pagedReply(call, page, totalCount, rows)
}

/** So many entries are counted when the caller asks for a cap. */
const countCap = 10_000

/** Says that there are more than the cap; the links that would need the real total are left out. */
const cappedReply = (call: ApiCall, page: Page, rows: readonly LogRow[]): Reply => {
  const reply = pagedReply(call, page, countCap + 1, rows)
  const links = String(reply.headers?.['Link'] ?? '').split(', ')
  return {
    ...reply,
    headers: {
      ...reply.headers,
      'Total-Number-Is-Capped': 'true',
      Link: links.filter((link) => !/rel="(?:last|next)"$/.test(link)).join(', '),
    },
  }
}

/** Webhook deliveries are in the same table, and not in this list. */
const listedPrefixes = [
  'ExchangeTokenBy',
  'RevokeToken',
  'RevokeGrants',
  'Interaction',
  'JwtCustomizer',
  'SamlApplication',
  'Action',
  'Unknown',
]

const createFilter = (query: URLSearchParams): ((row: LogRow) => boolean) => {
  const userId = query.get('userId')
  const applicationId = query.get('applicationId')
  const logKey = query.get('logKey')
  const startTime = readTime(query, 'start_time') ?? -Infinity
  const endTime = readTime(query, 'end_time') ?? Infinity
  if (startTime > endTime) throw apiError('log.invalid_time_window')
  return ({ key, payload, createdAt }) =>
    listedPrefixes.some((prefix) => key.startsWith(prefix)) &&
    (!userId || payload.userId === userId) &&
    (!applicationId || payload.applicationId === applicationId) &&
    (!logKey || key === logKey) &&
    createdAt >= startTime &&
    createdAt <= endTime
}

const readTime = (query: URLSearchParams, name: string): number | undefined => {
  const text = query.get(name)
  if (text === null) return undefined
  const value = Number(text)
  if (!Number.isFinite(value)) throw apiError('guard.invalid_input', { type: name })
  return value
}

const getLog = ({ context, params }: ApiCall): Reply => {
  const [id = ''] = params
  const row = context.store.logs.find((log) => log.id === id)
  if (!row) throw apiError('entity.not_exists_with_id', { name: 'logs', id })
  return json(row)
}

export const logRoutes = [route('GET', '/api/logs', listLogs), route('GET', '/api/logs/:id', getLog)]
