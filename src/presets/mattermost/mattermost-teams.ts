import type { JsonObject } from '../../source/source-record.js'
import { addOrganization } from '../declare/add-organization.js'
import { userRows } from '../declare/user-rows.js'
import type { PresetContext } from '../preset.js'
import type { UserRecord } from '../user-record.js'
import { readBoolean } from '../vocabulary/cells/read-boolean.js'
import { readJoinedRows } from '../vocabulary/read-joined-rows.js'
import { readText } from '../vocabulary/cells/read-text.js'
import { splitRoles } from './mattermost-user.js'

export const mattermostTeams = userRows(
  'teams',
  'Teams: userid, teamid, name, roles, schemeadmin, deleteat, from teammembers and teams',
  ['userid', 'user_id'],
  ['teamid', 'name', 'displayname', 'roles', 'schemeadmin', 'deleteat'],
)

/** Members of a team who have left stay in the table, with the moment in `deleteat`. */
export const putMattermostTeams = (user: UserRecord, record: JsonObject, context: PresetContext): void => {
  for (const row of readJoinedRows(record, 'teams', context, 'teams', user.id)) {
    if ((readText(row['deleteat']) ?? '0') !== '0') continue
    const id = readText(row['teamid'])
    const name = readText(row['displayname']) ?? readText(row['name'])
    const roles = splitRoles(row['roles'], 'team_user')
    if (readBoolean(row['schemeadmin']) === true && !roles.includes('team_admin')) roles.push('team_admin')
    addOrganization(user, { id, name }, roles)
  }
}
