import { addOrganization } from '../declare/add-organization.js'
import { userRows } from '../declare/user-rows.js'
import type { PresetContext } from '../preset.js'
import type { UserRecord } from '../user-record.js'
import { readText } from '../vocabulary/cells/read-text.js'

export const giteaTeams = userRows(
  'teams',
  'Teams: user_id, org_id, org, team, from team_user, team and user',
  ['user_id', 'uid'],
  ['org_id', 'org', 'team'],
)

/** An organization of Gitea becomes one of Logto, the teams in it become organization roles. */
export const putGiteaTeams = (user: UserRecord, context: PresetContext): void => {
  for (const row of user.id === undefined ? [] : context.related('teams', user.id)) {
    const team = readText(row['team'])
    addOrganization(
      user,
      { id: readText(row['org_id']), name: readText(row['org']) },
      team === undefined ? [] : [team],
    )
  }
}
