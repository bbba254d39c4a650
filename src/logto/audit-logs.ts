import type { Send } from './api-call.js'
import { pageSize } from './collect-pages.js'
import { walkList } from './walk-list.js'

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
  let window = filter
  /** Ids of entries at the edge of the window before, which the next window has again. */
  let edge = new Set<string>()
  for (;;) {
    let count = 0
    let last: AuditLog | undefined
    let isCut = false
    for await (const items of walkList(send, logPath(window), signal)) {
      const logs = items.filter(isAuditLog).filter(({ id }) => !edge.has(id))
      count += items.length
      last = logs.at(-1) ?? last
      if (logs.length > 0) yield logs
      for (const { id, createdAt } of logs) {
        if (createdAt === last?.createdAt) edge.add(id)
      }
      isCut = count >= maxEntriesByPage && last !== undefined && last.createdAt < (window.toMs ?? Infinity)
      if (isCut) break
    }
    if (!isCut || last === undefined) return
    const { createdAt } = last
    edge = new Set(edge)
    window = { ...filter, toMs: createdAt }
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
