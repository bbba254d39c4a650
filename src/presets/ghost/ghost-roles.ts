import type { JsonObject } from '../../source/source-record.js'
import { userRows } from '../declare/user-rows.js'
import type { PresetContext } from '../preset.js'
import type { UserRecord } from '../user-record.js'
import { readJoinedRows } from '../vocabulary/read-joined-rows.js'
import { readText } from '../vocabulary/cells/read-text.js'

export const ghostRoles = userRows(
  'roles',
  'Roles of staff: user_id and name, from roles_users and roles',
  ['user_id'],
  ['name'],
)

/** Only staff has roles; labels of members are no rights. */
export const putGhostRoles = (user: UserRecord, record: JsonObject, context: PresetContext): void => {
  for (const row of readJoinedRows(record, 'roles', context, 'roles', user.id)) {
    const name = readText(row['name'])
    if (name !== undefined && !user.roles.includes(name)) user.roles.push(name)
  }
}
