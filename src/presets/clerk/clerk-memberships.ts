import type { JsonObject } from '../../source/source-record.js'
import type { PresetContext, RelatedFile } from '../preset.js'
import type { UserRecord } from '../user-record.js'
import { readObject } from '../vocabulary/read-json-cell.js'
import { readJoinedRows } from '../vocabulary/read-joined-rows.js'
import { readText } from '../vocabulary/read-text.js'

/** Pages of `GET /v1/organizations/:id/memberships` or of `GET /v1/users/:id/organization_memberships`. */
export const clerkMemberships: RelatedFile = {
  name: 'memberships',
  title: 'Organization memberships of the Backend API',
  keysOf: (row) => {
    const id = readText(readObject(row['public_user_data'])?.['user_id']) ?? readText(row['user_id'])
    return id === undefined ? [] : [id]
  },
  reduce: ({ role = null, organization = null }) => {
    const { id = null, name = null } = readObject(organization) ?? {}
    return { role, organization: { id, name } }
  },
}

export const addMemberships = (
  user: UserRecord,
  record: JsonObject,
  userId: string | undefined,
  context: PresetContext,
): void => {
  for (const row of readJoinedRows(record, 'organization_memberships', context, 'memberships', userId)) {
    const organization = readObject(row['organization'])
    const id = readText(organization?.['id'])
    const name = readText(organization?.['name'])
    if (id === undefined && name === undefined) continue
    // Every role of Clerk's organizations begins with `org:`.
    const role = readText(row['role'])?.replace(/^org:/, '')
    user.organizations.push({
      ...(id === undefined ? {} : { id }),
      ...(name === undefined ? {} : { name }),
      roles: role === undefined ? [] : [role],
    })
  }
}
