import type { ApiCall } from '../../http/api-call.js'
import { apiError, internalError } from '../../http/api-error.js'
import { pagedReply, readPage, slicePage } from '../../http/paginate.js'
import type { Page } from '../../http/page.js'
import type { Reply } from '../../http/reply.js'
import { isUnanswerable, toUserResponse } from '../../store/user-row.js'
import type { UserRow } from '../../store/user-row.js'
import { isYes } from '../is-yes.js'
import { createUserMatcher } from './search-matcher.js'
import { readSearch } from './read-search.js'
import { searchUsers } from './search-users.js'

/** `GET /api/users` */
export const listUsers = (call: ApiCall): Reply => {
  const page = readPage(call)
  const { query, context } = call
  const { users } = context.store
  const search = readSearch(query)
  const isExcluded = readExclusion(call)
  const includeHash = isYes(query.get('includePasswordHash'))
  const isVisible = readLag(call)
  if (search.matches.length === 0 && !isExcluded && !isVisible) {
    return answerUsers(call, page, users.count, users.newestFirst(page), includeHash)
  }
  const found = searchUsers(users, search)
  const rows = found.filter((row) => isExcluded?.(row) !== true && isVisible?.(row) !== false)
  return answerUsers(call, page, rows.length, slicePage(rows, page), includeHash)
}

/** A replica does not know yet who has come last. */
const readLag = ({ context }: ApiCall): ((row: UserRow) => boolean) | undefined => {
  const { readLagMs } = context.settings
  const latestMs = context.now() - readLagMs
  return readLagMs === 0 ? undefined : ({ createdAt }) => createdAt <= latestMs
}

const readExclusion = ({ query, context }: ApiCall): ((row: UserRow) => boolean) | undefined => {
  const roleId = query.get('excludeRoleId')
  const organizationId = query.get('excludeOrganizationId')
  if (roleId && organizationId) {
    const details = 'Parameter `excludeRoleId` and `excludeOrganizationId` cannot be used at the same time.'
    throw apiError('request.invalid_input', { details })
  }
  const { userRoles, memberships } = context.store
  if (roleId) return (row) => userRoles.has(roleId, row.id)
  if (organizationId) return (row) => memberships.has(organizationId, row.id)
  return undefined
}

/** One page of a list that is filtered by `search…` parameters, for the users of a role. */
export const answerMatchingUsers = (call: ApiCall, rows: readonly UserRow[]): Reply => {
  const page = readPage(call)
  const search = readSearch(call.query)
  const matching = search.matches.length === 0 ? rows : rows.filter(createUserMatcher(search))
  return answerUsers(call, page, matching.length, slicePage(matching, page), false)
}

const answerUsers = (
  call: ApiCall,
  page: Page,
  totalCount: number,
  rows: readonly UserRow[],
  includeHash: boolean,
): Reply => {
  if (rows.some(isUnanswerable)) throw internalError()
  return pagedReply(
    call,
    page,
    totalCount,
    rows.map((row) => toUserResponse(row, includeHash)),
  )
}
