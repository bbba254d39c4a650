import { addOrganization } from '../declare/add-organization.js'
import { userRows } from '../declare/user-rows.js'
import type { PresetContext } from '../preset.js'
import type { UserRecord } from '../user-record.js'
import { readList } from '../vocabulary/cells/read-list.js'
import { readText } from '../vocabulary/cells/read-text.js'

export const rocketChatTeams = userRows(
  'teams',
  'Collection rocketchat_team_member with the name of the team: userId, teamId, name, roles',
  ['userId'],
  ['teamId', 'name', 'roles'],
)

export const putRocketChatTeams = (user: UserRecord, context: PresetContext): void => {
  for (const row of user.id === undefined ? [] : context.related('teams', user.id)) {
    addOrganization(
      user,
      { id: readText(row['teamId']), name: readText(row['name']) },
      readList(row['roles']),
    )
  }
}
