import { apiError } from '../http/api-error.js'
import type { OrganizationRow, RoleRow } from '../store/rows.js'
import type { Store } from '../store/store.js'
import type { UserRow } from '../store/user-row.js'

/** @throws ApiError 404 `entity.not_found` */
export const findUser = ({ users }: Store, id = ''): UserRow => {
  const row = users.find(id)
  if (!row) throw apiError('entity.not_found')
  return row
}

/** @throws ApiError 404 `entity.not_exists_with_id` */
export const findRole = ({ roles }: Store, id = ''): RoleRow => findById(roles, 'roles', id)

/** @throws ApiError 404 `entity.not_exists_with_id` */
export const findOrganization = ({ organizations }: Store, id = ''): OrganizationRow =>
  findById(organizations, 'organizations', id)

/** @throws ApiError 404 `entity.not_exists_with_id`, naming the table as Logto does */
export const findById = <T>(rows: ReadonlyMap<string, T>, table: string, id: string): T => {
  const row = rows.get(id)
  if (row === undefined) throw apiError('entity.not_exists_with_id', { name: table, id })
  return row
}
