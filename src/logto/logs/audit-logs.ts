import type { Send } from '../http/api-call.js'
import { pageSize } from '../calls/get-page.js'
import { walkList } from '../paging/walk-list.js'

export interface AuditLog {
  id: string
  /** `Interaction.SignIn.Submit`, `ExchangeTokenBy.ClientCredentials`, … */
  key: string
  /** Milliseconds since the epoch. */
  createdAt: number
  payload: {
    result: 'Success' | 'Error'
    userId?: string
    applicationId?: string
    ip?: string
    error?: Record<string, unknown> | string
  }
}

export interface AuditLogFilter {
  userId?: string
  applicationId?: string
  /** The whole key; Logto knows no wildcards here. */
  logKey?: string
  /** Milliseconds since the epoch, both ends included. */
  fromMs?: number
  toMs?: number
}

/** From here on the next pages are asked for by time: the database counts its way to a page far behind. */
const maxEntriesByPage = 50 * pageSize

/**
 * Pages of the audit log, newest first, each entry once. Entries that come while it reads are left out where they
 * would move the pages: give `toMs` to read a window that stands still.
 */
export async function* listAuditLogs(
  send: Send,
  filter: AuditLogFilter = {},
  signal?: AbortSignal,
): AsyncGenerator<AuditLog[]> {
  const { fromMs = -Infinity } = filter
  let toMs = filter.toMs ?? Infinity
  /** Entries of the last millisecond that was reached: the next window has them again. */
  let edge: AuditLog[] = []
  for (;;) {
    const known = new Set(edge.map(({ id }) => id))
    // An older Logto does not know the window, and answers with everything.
    const isWanted = (log: AuditLog): boolean =>
      log.createdAt >= fromMs && log.createdAt <= toMs && !known.has(log.id)
    const window = { ...filter, ...(toMs !== Infinity && { toMs }) }
    let count = 0
    let isCut = false
    for await (const items of walkList(send, logPath(window), signal)) {
      const logs = items.filter(isAuditLog).filter(isWanted)
      count += items.length
      if (logs.length > 0) yield logs
      const lastMs = logs.at(-1)?.createdAt ?? edge.at(-1)?.createdAt
      edge = [...edge, ...logs].filter(({ createdAt }) => createdAt === lastMs)
      isCut = count >= maxEntriesByPage && lastMs !== undefined && lastMs < toMs
      if (isCut) break
    }
    if (!isCut) return
    toMs = edge.at(-1)?.createdAt ?? toMs
  }
}

const logPath = ({ userId, applicationId, logKey, fromMs, toMs }: AuditLogFilter): string => {
  // Without the cap Logto counts every entry of the tenant for each page.
  const query = new URLSearchParams({ enableCap: 'true' })
  const named = {
    userId,
    applicationId,
    logKey,
    start_time: fromMs?.toFixed(0),
    end_time: toMs?.toFixed(0),
  }
  for (const [name, value] of Object.entries(named)) {
    if (value !== undefined) query.set(name, value)
  }
  return `/api/logs?${query}`
}

const isAuditLog = (item: unknown): item is AuditLog =>
  typeof item === 'object' &&
  item !== null &&
  'key' in item &&
  typeof item.key === 'string' &&
  'createdAt' in item &&
  typeof item.createdAt === 'number' &&
  'payload' in item &&
  typeof item.payload === 'object' &&
  item.payload !== null
