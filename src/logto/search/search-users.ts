import { MigrationError } from '../../outcome/migration-error.js'
import type { Send } from '../http/api-call.js'
import type { LookupField } from './find-users.js'
import { isLogtoUser, type LogtoUser } from '../calls/user.js'
import { walkList } from '../paging/walk-list.js'

export const searchModes = ['exact', 'like', 'similar_to', 'posix'] as const
export type SearchMode = (typeof searchModes)[number]

/** Logto's advanced user search. Without any condition: all users. */
export interface UserSearch {
  /** In any of id, e-mail, phone, username and name. Without `%` and mode: anywhere in it. */
  pattern?: string
  /** Values by field. Without mode: `like` when there is a `%`, else `exact`. Several values only with `exact`. */
  fields?: Partial<Record<LookupField, readonly string[]>>
  /** For all conditions. */
  mode?: SearchMode
  /** By field, before `mode`. */
  modes?: Partial<Record<LookupField, SearchMode>>
  /** Whether one condition is enough or all must hold. @default 'or' */
  joint?: 'and' | 'or'
  /** @default false */
  isCaseSensitive?: boolean
  /** Adds `passwordDigest` and `passwordAlgorithm`; needs Logto 1.38. @default false */
  includePasswordHash?: boolean
}

/** More values do not fit the longest URL that is safe with every proxy. */
const maxValues = 100

/**
 * Users that match, newest first, page by page, each once.
 *
 * @throws {MigrationError} `usage/search_invalid` for what Logto would refuse or fail on, and what `walkList` throws
 */
export async function* searchUsers(
  send: Send,
  search: UserSearch = {},
  signal?: AbortSignal,
): AsyncGenerator<LogtoUser[]> {
  const query = buildSearchQuery(search)
  for await (const items of walkList(send, query === '' ? '/api/users' : `/api/users?${query}`, signal)) {
    yield items.filter(isLogtoUser)
  }
}

/** The search as a query, without leading `?`. @throws {MigrationError} `usage/search_invalid` */
export const buildSearchQuery = (search: UserSearch): string => {
  const query: [name: string, value: string][] = []
  const { pattern, fields = {}, isCaseSensitive = false } = search
  if (pattern !== undefined) {
    const { mode = 'like', value } = readPattern(pattern, search.mode)
    checkValues('the pattern', mode, [value], isCaseSensitive)
    query.push(['search', value], ['mode', mode])
  }
  for (const [field, values = []] of Object.entries(fields)) {
    if (values.length === 0) continue
    const mode = search.modes?.[field as LookupField] ?? search.mode ?? usualMode(values)
    checkValues(field, mode, values, isCaseSensitive)
    for (const value of values) query.push([`search.${field}`, value])
    query.push([`mode.${field}`, mode])
  }
  if (search.joint !== undefined) query.push(['joint', search.joint])
  if (isCaseSensitive) query.push(['isCaseSensitive', 'true'])
  if (search.includePasswordHash === true) query.push(['includePasswordHash', 'true'])
  return query.map(([name, value]) => `${name}=${encodeURIComponent(value.toWellFormed())}`).join('&')
}

/** A plain word is looked for anywhere; `_` in it means itself. */
const readPattern = (
  pattern: string,
  mode: SearchMode | undefined,
): { mode: SearchMode | undefined; value: string } =>
  mode === undefined && pattern !== '' && !pattern.includes('%')
    ? { mode: 'like', value: `%${pattern.replace(/[\\_]/g, '\\$&')}%` }
    : { mode, value: pattern }

const usualMode = (values: readonly string[]): SearchMode =>
  values.some((value) => value.includes('%')) ? 'like' : 'exact'

const checkValues = (
  what: string,
  mode: SearchMode,
  values: readonly string[],
  isCaseSensitive: boolean,
): void => {
  if (values.includes('')) throw invalid(`${what} is empty: give a value to look for`)
  if (values.length > maxValues)
    throw invalid(`${what} has ${values.length} values, at most ${maxValues} fit`)
  if (mode === 'exact') return
  if (values.length > 1) throw invalid(`${what} has ${values.length} values: only mode exact takes several`)
  if (mode === 'similar_to' && !isCaseSensitive) {
    throw invalid('mode similar_to always minds case: add --case-sensitive, or use mode posix')
  }
  checkPattern(what, mode, values[0] ?? '')
}

/** The database would fail on a broken pattern, and Logto answer 500 without a reason. */
const checkPattern = (what: string, mode: SearchMode, pattern: string): void => {
  if (mode !== 'posix' && /(?:^|[^\\])(?:\\\\)*\\$/.test(pattern)) {
    throw invalid(`${what} ends with a single backslash: write two for one that means itself`)
  }
  if (mode === 'like') return
  const source =
    mode === 'posix'
      ? pattern.replace(/^(?:\*\*\*:)?(?:\(\?[a-z]+\))?/, '').replace(/\[:\w+:\]/g, 'a')
      : pattern.replaceAll('%', '.*')
  try {
    RegExp(source)
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message.replace(/^.*: /, '') : 'unknown reason'
    throw new MigrationError('usage', 'search_invalid', `${what} is no ${mode} pattern: ${reason}`, { cause })
  }
}

const invalid = (message: string): MigrationError => new MigrationError('usage', 'search_invalid', message)
