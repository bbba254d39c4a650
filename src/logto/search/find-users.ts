import type { Send } from '../http/api-call.js'
import { collectPages } from '../paging/collect-pages.js'
import { type LogtoUser, readUsers } from '../calls/user.js'

export type LookupField = 'id' | 'primaryEmail' | 'primaryPhone' | 'username' | 'name'

export interface FindUsersOptions {
  /** About eight times faster on a large table. E-mails in Logto are unique whatever their case. @default false */
  isCaseSensitive?: boolean
  includePasswordHash?: boolean
}

/** More do not fit one page of answers. */
const maxValues = 100
/** Logto repeats the URL three times in a `Link` header, and proxies before it often stop at 16 KB. */
const maxUrlLength = 4500

/**
 * Users whose field is exactly one of the values, found with as few requests as the limits of Logto allow.
 * The order of the answer says nothing; without `isCaseSensitive` several users can match one value.
 *
 * @throws {MigrationError} `target/call_refused`, `target/unexpected_answer`
 */
export const findUsers = async (
  send: Send,
  field: LookupField,
  values: Iterable<string>,
  options: FindUsersOptions = {},
  signal?: AbortSignal,
): Promise<LogtoUser[]> => {
  const found: LogtoUser[] = []
  for (const path of lookupPaths('/api/users', field, values, options)) {
    for (const user of await collectPages(send, path, readUsers, signal)) found.push(user)
  }
  return found
}

/** Ids of those among the users who have the role. */
export const findRoleHolders = async (
  send: Send,
  roleId: string,
  userIds: Iterable<string>,
  signal?: AbortSignal,
): Promise<string[]> => {
  const base = `/api/roles/${encodeURIComponent(roleId)}/users`
  const found: string[] = []
  for (const path of lookupPaths(base, 'id', userIds, { isCaseSensitive: true })) {
    for (const user of await collectPages(send, path, readUsers, signal)) found.push(user.id)
  }
  return found
}

/** How many requests a lookup of these values takes when nobody is matched twice. */
export const countLookups = (field: LookupField, values: Iterable<string>): number => {
  let count = 0
  for (const _path of lookupPaths('/api/users', field, values, {})) {
    count += 1
  }
  return count
}

function* lookupPaths(
  base: string,
  field: LookupField,
  values: Iterable<string>,
  options: FindUsersOptions,
): Generator<string> {
  const tail =
    `mode.${field}=exact` +
    (options.isCaseSensitive ? '&isCaseSensitive=true' : '') +
    (options.includePasswordHash ? '&includePasswordHash=true' : '')
  const room = maxUrlLength - (base.length + 1) - tail.length - '&page=1000&page_size=100'.length
  let parts: string[] = []
  let length = 0
  for (const value of new Set(values)) {
    if (value === '') {
      // Logto refuses an empty search value, and nobody has one.
      continue
    }
    const part = `search.${field}=${encodeURIComponent(value.toWellFormed())}&`
    if (parts.length === maxValues || (parts.length > 0 && length + part.length > room)) {
      yield `${base}?${parts.join('')}${tail}`
      parts = []
      length = 0
    }
    parts.push(part)
    length += part.length
  }
  if (parts.length > 0) {
    yield `${base}?${parts.join('')}${tail}`
  }
}
