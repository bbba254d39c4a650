import type { Send } from './api-call.js'
import { listPages } from './collect-pages.js'
import { readList } from './read-body.js'

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
  logKey?: string
  /** Milliseconds since the epoch, both ends. */
  fromMs?: number
  toMs?: number
}

/** Pages of the audit log, newest first. */
export const listAuditLogs = (
  send: Send,
  filter: AuditLogFilter = {},
  signal?: AbortSignal,
): AsyncGenerator<AuditLog[]> => {
  const query = new URLSearchParams()
  const named = {
    userId: filter.userId,
    applicationId: filter.applicationId,
    logKey: filter.logKey,
    start_time: filter.fromMs?.toFixed(0),
    end_time: filter.toMs?.toFixed(0),
  }
  for (const [name, value] of Object.entries(named)) {
    if (value !== undefined) {
      query.set(name, value)
    }
  }
  const path = query.size > 0 ? `/api/logs?${query}` : '/api/logs'
  return listPages(send, path, readList<AuditLog>('id', 'key'), signal)
}
