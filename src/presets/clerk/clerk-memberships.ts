import type { JsonObject } from '../../source/source-record.js'
import type { PresetContext, RelatedFile } from '../preset.js'
import type { UserRecord } from '../user-record.js'
import { readObject } from '../vocabulary/cells/read-json-cell.js'
import { describeOrganization, organizationsFile } from '../vocabulary/organizations-file.js'
import { readJoinedRows } from '../vocabulary/read-joined-rows.js'
import { readOrganization } from '../vocabulary/read-organization.js'
import { readText } from '../vocabulary/cells/read-text.js'

/** Pages of `GET /v1/organizations/:id/memberships` or of `GET /v1/users/:id/organization_memberships`. */
export const clerkMemberships: RelatedFile = {
  name: 'memberships',
  title: 'Organization memberships of the Backend API',
  keysOf: (row) => {
    const id = readText(readObject(row['public_user_data'])?.['user_id']) ?? readText(row['user_id'])
    return id === undefined ? [] : [id]
  },
  reduce: ({ role = null, organization = null }) => ({
    role,
    organization: { ...readOrganization(readObject(organization)) },
  }),
}

export const clerkOrganizations = organizationsFile('Organizations of the Backend API, with their metadata')

export const addMemberships = (
  user: UserRecord,
  record: JsonObject,
  userId: string | undefined,
  context: PresetContext,
): void => {
  for (const row of readJoinedRows(record, 'organization_memberships', context, 'memberships', userId)) {
    const organization = readOrganization(readObject(row['organization']))
    if (organization === undefined) continue
    // Every role of Clerk's organizations begins with `org:`.
    const role = readText(row['role'])?.replace(/^org:/, '')
    const described = describeOrganization(organization, context)
    user.organizations.push({ ...described, roles: role === undefined ? [] : [role] })
  }
}
