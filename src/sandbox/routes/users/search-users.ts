import type { UserRow } from '../../store/user-row.js'
import type { UserStore } from '../../store/user-store.js'
import { createUserMatcher, readUserColumn } from './search-matcher.js'
import type { Match, Search } from './read-search.js'

/** Finds users, newest first: by index where every condition, or one that all depend on, is exact. */
export const searchUsers = (users: UserStore, search: Search): UserRow[] => {
  const isWanted = createUserMatcher(search)
  const rows: UserRow[] = []
  for (const row of selectCandidates(users, search)) if (isWanted(row)) rows.push(row)
  return rows.sort((a, b) => b.sequence - a.sequence)
}

const selectCandidates = (users: UserStore, { matches, joint }: Search): Iterable<UserRow> => {
  const exact = matches.filter(({ mode }) => mode === 'exact')
  const [first] = exact
  if (joint === 'and' && first) return findByIndex(users, [first])
  const isAllExact = matches.length > 0 && exact.length === matches.length
  return isAllExact ? findByIndex(users, exact) : users.all()
}

const findByIndex = (users: UserStore, matches: readonly Match[]): Set<UserRow> => {
  const found = new Set<UserRow>()
  for (const match of matches) {
    const column = readUserColumn(match)
    for (const value of match.values) addRowsOf(users, column, value, found)
  }
  return found
}

/** Adds whoever has the value in any case; the matcher sorts out what the search really asks for. */
const addRowsOf = (
  users: UserStore,
  column: string | undefined,
  value: string,
  found: Set<UserRow>,
): void => {
  const lower = value.toLowerCase()
  const addAll = (rows: Iterable<UserRow>): void => {
    for (const row of rows) found.add(row)
  }
  if (column === undefined || column === 'id') {
    const row = users.find(lower)
    if (row) found.add(row)
    addAll(users.oddIds.rowsOf(lower))
  }
  if (column === undefined || column === 'primary_email') addAll(users.emails.rowsOf(lower))
  if (column === undefined || column === 'primary_phone') addAll(users.phones.rowsOf(value))
  if (column === undefined || column === 'username') addAll(users.usernames.rowsOf(lower))
  if (column === undefined || column === 'name') addAll(users.names.rowsOf(lower))
}
