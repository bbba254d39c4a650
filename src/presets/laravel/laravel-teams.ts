import type { PresetContext, RelatedFile } from '../preset.js'
import type { UserRecord } from '../user-record.js'
import { readText } from '../vocabulary/cells/read-text.js'
import { keyedBy } from '../vocabulary/keyed-by.js'

/** Teams of Jetstream, one row for each member and owner. */
export const laravelTeams: RelatedFile = {
  name: 'teams',
  title: 'Teams of Jetstream: user_id, team and role',
  keysOf: keyedBy('user_id'),
  reduce: ({ team = null, name = null, role = null }) => ({ team: team ?? name, role }),
}

export const putLaravelTeams = (user: UserRecord, context: PresetContext): void => {
  if (user.id === undefined) return
  for (const row of context.related('teams', user.id)) {
    const name = readText(row['team'])
    const role = readText(row['role'])
    if (name !== undefined) user.organizations.push({ name, roles: role === undefined ? [] : [role] })
  }
}
