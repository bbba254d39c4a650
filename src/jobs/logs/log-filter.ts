import type { Send } from '../../logto/http/api-call.js'
import type { AuditLog, AuditLogFilter } from '../../logto/logs/audit-logs.js'
import { findUsers } from '../../logto/search/find-users.js'
import { MigrationError } from '../../outcome/migration-error.js'
import { readTime } from './read-time.js'

export interface LogFilterFlags {
  user?: string
  application?: string
  event?: string[]
  result?: string
  since?: string
  until?: string
}

export interface LogFilter {
  /** What Logto itself can filter by. */
  query: AuditLogFilter
  /** The rest. */
  isWanted: (log: AuditLog) => boolean
}

/** @throws {MigrationError} `usage/flag_invalid` */
export const readLogFilter = (flags: LogFilterFlags, nowMs: number): LogFilter => {
  const { user, application, event = [], result, since, until } = flags
  const fromMs = since === undefined ? undefined : readTime('--since', since, nowMs)
  const toMs = until === undefined ? undefined : readTime('--until', until, nowMs)
  if (fromMs !== undefined && toMs !== undefined && fromMs > toMs) {
    throw usage(`--since ${since} is after --until ${until}`)
  }
  const wantedResult = result === undefined ? undefined : readResult(result)
  const [onlyKey] = event.length === 1 && !event[0]?.includes('*') ? event : []
  const patterns = onlyKey === undefined ? event.map(matchStars) : []
  return {
    query: { userId: user, applicationId: application, logKey: onlyKey, fromMs, toMs },
    isWanted: ({ key, payload }) =>
      (patterns.length === 0 || patterns.some((isMatched) => isMatched(key))) &&
      (wantedResult === undefined || payload.result === wantedResult),
  }
}

const readResult = (text: string): 'Success' | 'Error' => {
  const found = { success: 'Success', error: 'Error' }[text.toLowerCase()]
  if (found !== 'Success' && found !== 'Error') throw usage(`--result takes success or error, got "${text}"`)
  return found
}

/** `Interaction.*.Submit`: a star stands for anything. Each part is looked for once, however many stars there are. */
const matchStars =
  (pattern: string) =>
  (key: string): boolean => {
    const [first = '', ...others] = pattern.split('*')
    const last = others.pop()
    if (last === undefined) return key === pattern
    if (!key.startsWith(first) || !key.endsWith(last)) return false
    let at = first.length
    for (const part of others) {
      const found = key.indexOf(part, at)
      if (found === -1) return false
      at = found + part.length
    }
    return at <= key.length - last.length
  }

/** The log knows users by id alone. @throws {MigrationError} `usage/user_unknown` */
export const resolveUser = async (send: Send, given: string, signal: AbortSignal): Promise<string> => {
  const field = given.includes('@') ? 'primaryEmail' : given.startsWith('+') ? 'primaryPhone' : undefined
  if (field === undefined) return given
  const value = field === 'primaryPhone' ? given.replace(/\D/g, '') : given
  const [user] = await findUsers(send, field, [value], {}, signal)
  if (user === undefined) {
    throw new MigrationError('usage', 'user_unknown', `--user: nobody in Logto has the ${field} "${given}"`)
  }
  return user.id
}

const usage = (message: string): MigrationError => new MigrationError('usage', 'flag_invalid', message)
