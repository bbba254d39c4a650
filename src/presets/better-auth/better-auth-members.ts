import type { PresetContext, RelatedFile } from '../preset.js'
import type { OrganizationMembership, UserRecord } from '../user-record.js'
import { describeOrganization, organizationsFile } from '../vocabulary/organizations-file.js'
import { pickCell } from '../vocabulary/cells/pick-cell.js'
import { readId } from '../vocabulary/cells/read-id.js'
import { readList } from '../vocabulary/cells/read-list.js'
import { userIdOf } from './user-id-of.js'

export const betterAuthMembers: RelatedFile = {
  name: 'members',
  title: 'Table member: organizations of users with their roles',
  keysOf: userIdOf,
  reduce: (row) => ({
    organization: pickCell(row, 'organizationId', 'organization_id') ?? null,
    role: pickCell(row, 'role') ?? null,
  }),
}

export const betterAuthOrganizations = organizationsFile('Table organization: id, name, metadata')

/** An organization whose name is not known is a loss. */
export const putBetterAuthMembers = (
  user: UserRecord,
  userId: string | undefined,
  context: PresetContext,
): void => {
  if (userId === undefined) return
  for (const { organization, role } of context.related('members', userId)) {
    const id = readId(organization)
    const membership: OrganizationMembership = { id, roles: readList(role) }
    const described = describeOrganization(membership, context)
    if (described.name !== undefined) user.organizations.push(described)
    else {
      const detail = 'The name of an organization is not known; join the table as "organizations".'
      user.losses.push({ kind: 'organization', detail })
    }
  }
}
