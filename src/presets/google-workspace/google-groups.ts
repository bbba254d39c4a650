import type { PresetContext, RelatedFile } from '../preset.js'
import type { UserRecord } from '../user-record.js'
import { readText } from '../vocabulary/cells/read-text.js'

/** `GET /groups/:key/members` with the group's name beside each; members are found by id and by address. */
export const googleGroups: RelatedFile = {
  name: 'groups',
  title: 'Group members: id or email of the member, group',
  keysOf: (row) => [row['id'], row['email']].flatMap((value) => readText(value) ?? []),
  reduce: ({ group = null }) => ({ group }),
}

/** The console's download has no ids. */
export const putGoogleGroups = (user: UserRecord, context: PresetContext): void => {
  const key = user.id ?? user.primaryEmail
  if (key === undefined) return
  for (const row of context.related('groups', key)) {
    const group = readText(row['group'])
    if (group !== undefined && !user.roles.includes(group)) user.roles.push(group)
  }
}
