import type { Effects } from '../../effects/effects.js'
import type { Send } from '../http/api-call.js'
import { type AuditLog, type AuditLogFilter, listAuditLogs } from './audit-logs.js'

export interface FollowOptions {
  send: Send
  filter: AuditLogFilter
  /** Entries from then on, by the clock of the target. */
  fromMs: number
  /** Entries that have been shown. */
  known: readonly AuditLog[]
  /** Between two looks. */
  intervalMs: number
  effects: Pick<Effects, 'sleep'>
  signal: AbortSignal
}

/** An entry can become visible after a later one, when its transaction took longer. */
const overlapMs = 10_000

/** New entries as they come, oldest first, each once. Ends when the signal is aborted. */
export async function* followAuditLogs(options: FollowOptions): AsyncGenerator<AuditLog[]> {
  const { send, filter, known, intervalMs, effects, signal } = options
  let newestMs = options.fromMs
  const seen = new Map(known.map(({ id, createdAt }) => [id, createdAt]))
  while (!signal.aborted) {
    const fresh: AuditLog[] = []
    try {
      const window = { ...filter, fromMs: Math.max(options.fromMs, newestMs - overlapMs) }
      for await (const logs of listAuditLogs(send, window, signal)) {
        for (const log of logs) if (!seen.has(log.id)) fresh.push(log)
      }
    } catch (error) {
      if (signal.aborted) return
      throw error
    }
    for (const { id, createdAt } of fresh) {
      seen.set(id, createdAt)
      newestMs = Math.max(newestMs, createdAt)
    }
    for (const [id, createdAt] of seen) if (createdAt < newestMs - overlapMs) seen.delete(id)
    if (fresh.length > 0) yield fresh.toReversed().toSorted((a, b) => a.createdAt - b.createdAt)
    await effects.sleep(intervalMs, signal).catch(() => undefined)
  }
}
