import type { PresetContext, RelatedFile } from '../preset.js'
import type { UserRecord } from '../user-record.js'
import { setPath } from '../vocabulary/cells/set-path.js'
import { readText } from '../vocabulary/cells/read-text.js'

/** `GET /groups/:key/members` with the group's name beside each; members are found by id and by address. */
export const googleGroups: RelatedFile = {
  name: 'groups',
  title: 'Group members: id or email of the member, group, role',
  keysOf: (row) => [row['id'], row['email']].flatMap((value) => readText(value) ?? []),
  reduce: ({ group = null, role = null }) => ({ group, role }),
}

/** The console's download of users has no ids, and its list of members has addresses alone. */
export const putGoogleGroups = (user: UserRecord, context: PresetContext): void => {
  const keys = [user.id, user.primaryEmail].filter((key) => key !== undefined)
  for (const row of keys.flatMap((key) => context.related('groups', key))) {
    const group = readText(row['group'])
    if (group === undefined || user.roles.includes(group)) continue
    user.roles.push(group)
    // Who runs a group: Logto's roles have no owners.
    const role = readText(row['role'])
    if (role !== undefined && role !== 'MEMBER') setPath(user.customData, ['groupRoles', group], role)
  }
}
