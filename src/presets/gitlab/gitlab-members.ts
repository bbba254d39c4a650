import { addOrganization } from '../declare/add-organization.js'
import { userRows } from '../declare/user-rows.js'
import type { PresetContext } from '../preset.js'
import type { UserRecord } from '../user-record.js'
import { readText } from '../vocabulary/cells/read-text.js'

/** `GET /groups/:id/members` with the group's path beside each, or a query of the table `members`. */
export const gitlabMembers = userRows(
  'members',
  'Members of top-level groups: user_id (or id), group, access_level',
  ['user_id', 'id'],
  ['group', 'access_level'],
)

const accessLevels = new Map([
  ['5', 'minimal'],
  ['10', 'guest'],
  ['15', 'planner'],
  ['20', 'reporter'],
  ['30', 'developer'],
  ['40', 'maintainer'],
  ['50', 'owner'],
])

export const putGitlabGroups = (user: UserRecord, context: PresetContext): void => {
  if (user.id === undefined) return
  for (const row of context.related('members', user.id)) {
    const level = readText(row['access_level'])
    const role = level === undefined ? undefined : (accessLevels.get(level) ?? level)
    addOrganization(user, { name: readText(row['group']) }, role === undefined ? [] : [role])
  }
}
