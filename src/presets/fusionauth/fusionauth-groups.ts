import type { JsonObject } from '../../source/source-record.js'
import type { PresetContext, RelatedFile } from '../preset.js'
import type { UserRecord } from '../user-record.js'
import { readObject, readObjects } from '../vocabulary/cells/read-json-cell.js'
import { readText } from '../vocabulary/cells/read-text.js'
import { keyedBy } from '../vocabulary/keyed-by.js'

/** `GET /api/group`: names, and the roles that a group gives in each application. */
export const fusionauthGroups: RelatedFile = {
  name: 'groups',
  title: 'Groups of the API: id, name and roles',
  keysOf: keyedBy('id'),
  reduce: ({ name = null, roles = null }) => ({ name, roles }),
}

/** Members have the roles of their groups in the applications that they are registered for. */
export const addFusionauthGroups = (user: UserRecord, record: JsonObject, context: PresetContext): void => {
  const applications = new Set(
    readObjects(record['registrations']).map((one) => readText(one['applicationId'])),
  )
  for (const group of groupsOf(record, context)) {
    for (const [application, roles] of Object.entries(readObject(group['roles']) ?? {})) {
      if (!applications.has(application)) continue
      for (const role of readObjects(roles)) {
        const own = readText(role['name'])
        if (own !== undefined && !user.roles.includes(own)) user.roles.push(own)
      }
    }
  }
}

/** Names of the groups that somebody is in, as far as they are known. */
export const groupNames = (record: JsonObject, context: PresetContext): string[] =>
  groupsOf(record, context).flatMap(({ name = null }) => readText(name) ?? [])

const groupsOf = (record: JsonObject, { related }: PresetContext): JsonObject[] =>
  readObjects(record['memberships']).flatMap((membership) => {
    const id = readText(membership['groupId'])
    return id === undefined ? [] : related(fusionauthGroups.name, id).slice(0, 1)
  })
