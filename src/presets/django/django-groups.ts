import type { JsonObject } from '../../source/source-record.js'
import type { PresetContext, RelatedFile } from '../preset.js'
import type { UserRecord } from '../user-record.js'
import { pickCell } from '../vocabulary/cells/pick-cell.js'
import { readArray } from '../vocabulary/cells/read-json-cell.js'
import { readText } from '../vocabulary/cells/read-text.js'
import { findUserRows, isModel, openDjangoRow, readUserKeys } from './django-row.js'

export const djangoGroups: RelatedFile = {
  name: 'groups',
  title: 'Groups: auth.group, id and name',
  keysOf: (row) => {
    const { model, id, fields } = openDjangoRow(row)
    return isModel(model, 'auth.group') && id !== undefined && 'name' in fields ? [id] : []
  },
  reduce: (row) => ({ name: openDjangoRow(row).fields['name'] ?? null }),
}

export const djangoGroupMembers: RelatedFile = {
  name: 'groupMembers',
  title: 'Table auth_user_groups (user_id, group_id), for CSV exports; dumpdata has it in the user',
  keysOf: (row) => {
    const { model, fields } = openDjangoRow(row)
    return isModel(model, 'auth.user_groups') ? readUserKeys(fields) : []
  },
  reduce: (row) => ({ group: pickCell(openDjangoRow(row).fields, 'group_id', 'group') ?? null }),
}

/** Groups become roles by name. A group whose name is not known is kept by id and is a loss. */
export const putDjangoGroups = (
  user: UserRecord,
  fields: JsonObject,
  id: string | undefined,
  context: PresetContext,
): void => {
  const listed = readArray(fields['groups']) ?? []
  const joined = findUserRows(context, 'groupMembers', id, fields).map(({ group = null }) => group)
  const unknown: string[] = []
  for (const group of [...listed, ...joined]) {
    // A natural key is a list with the name in it.
    const natural = Array.isArray(group) ? readText(group[0]) : undefined
    const key = readText(group)
    const name =
      natural ?? (key === undefined ? undefined : readText(context.related('groups', key)[0]?.['name']))
    if (name !== undefined) user.roles.push(name)
    else if (key !== undefined && /^\d+$/.test(key)) unknown.push(key)
    else if (key !== undefined) user.roles.push(key)
  }
  if (unknown.length === 0) return
  user.customData['djangoGroups'] = unknown
  user.losses.push({
    kind: 'role',
    detail: `The names of ${unknown.length} groups are not known; join the table of groups as "groups".`,
  })
}
