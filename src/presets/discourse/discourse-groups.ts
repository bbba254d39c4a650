import type { JsonObject } from '../../source/source-record.js'
import type { PresetContext, RelatedFile } from '../preset.js'
import type { UserRecord } from '../user-record.js'
import { pickCell } from '../vocabulary/cells/pick-cell.js'
import { readBoolean } from '../vocabulary/cells/read-boolean.js'
import { readList } from '../vocabulary/cells/read-list.js'
import { readText } from '../vocabulary/cells/read-text.js'
import { userIdOf } from './user-id-of.js'

export const discourseGroups: RelatedFile = {
  name: 'groups',
  title: 'Query of group_users with the name and automatic of groups',
  keysOf: userIdOf,
  reduce: (row) => ({
    name: pickCell(row, 'name', 'group_name') ?? null,
    automatic: pickCell(row, 'automatic') ?? null,
  }),
}

/** Groups that Discourse fills by itself, by trust level and office. */
const automaticGroup = /^(?:trust_level_\d|everyone|admins|moderators|staff|logged_in_users)$/

/** Groups become roles of that name. */
export const putDiscourseGroups = (
  user: UserRecord,
  record: JsonObject,
  id: string | undefined,
  { related }: PresetContext,
): void => {
  const joined = id === undefined ? [] : related('groups', id)
  const names = [
    ...readList(record['group_names']),
    ...joined.flatMap((row) => (readBoolean(row['automatic']) === true ? [] : (readText(row['name']) ?? []))),
  ]
  user.roles = names.filter((name) => !automaticGroup.test(name))
}
