import { userRows } from '../declare/user-rows.js'
import type { PresetContext } from '../preset.js'
import type { UserRecord } from '../user-record.js'
import { readBoolean } from '../vocabulary/cells/read-boolean.js'
import { readList } from '../vocabulary/cells/read-list.js'
import { readText } from '../vocabulary/cells/read-text.js'

/** `GET /v1/teams/:id/memberships`, all teams in one file. */
export const appwriteMemberships = userRows(
  'memberships',
  'Team memberships: userId, teamId, teamName, roles, confirm',
  ['userId'],
  ['teamId', 'teamName', 'roles', 'confirm'],
)

/** Invitations that nobody has accepted are no memberships. */
export const putAppwriteTeams = (user: UserRecord, context: PresetContext): void => {
  if (user.id === undefined) return
  for (const row of context.related('memberships', user.id)) {
    const id = readText(row['teamId'])
    const name = readText(row['teamName'])
    if (readBoolean(row['confirm']) === false) {
      const detail = `The invitation to the team ${name ?? id ?? ''} is not accepted yet; invite again.`
      user.losses.push({ kind: 'invitation', detail })
    } else if (id !== undefined || name !== undefined) {
      user.organizations.push({
        ...(id === undefined ? {} : { id }),
        ...(name === undefined ? {} : { name }),
        roles: readList(row['roles']),
      })
    }
  }
}
