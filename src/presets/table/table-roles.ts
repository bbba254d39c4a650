import type { JsonObject } from '../../source/source-record.js'
import type { PresetContext, RelatedFile } from '../preset.js'
import type { UserRecord } from '../user-record.js'
import { readText } from '../vocabulary/cells/read-text.js'

/**
 * Who has which role, one row each, as a query of the join table gives it.
 *
 * @param userColumns names of the column with the user, best first
 * @param roleColumns names of the column with the name of the role
 */
export const createRolesFile = (
  title: string,
  userColumns: readonly string[],
  roleColumns: readonly string[],
): RelatedFile => ({
  name: 'roles',
  title,
  keysOf: (row) => {
    const user = readFirst(row, userColumns)
    return user === undefined ? [] : [user]
  },
  reduce: (row) => ({ role: readFirst(row, roleColumns) ?? null }),
})

export const addJoinedRoles = (user: UserRecord, key: string | undefined, context: PresetContext): void => {
  if (key === undefined) return
  for (const row of context.related('roles', key)) {
    const role = readText(row['role'])
    if (role !== undefined) user.roles.push(role)
  }
}

const readFirst = (row: JsonObject, columns: readonly string[]): string | undefined => {
  for (const column of columns) {
    const text = readText(row[column])
    if (text !== undefined) return text
  }
  return undefined
}
