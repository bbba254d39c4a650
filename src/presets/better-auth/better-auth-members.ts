import type { PresetContext, RelatedFile } from '../preset.js'
import type { UserRecord } from '../user-record.js'
import { pickCell } from '../vocabulary/pick-cell.js'
import { readId } from '../vocabulary/read-id.js'
import { readList } from '../vocabulary/read-list.js'
import { readText } from '../vocabulary/read-text.js'
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

export const betterAuthOrganizations: RelatedFile = {
  name: 'organizations',
  title: 'Table organization: id and name',
  keysOf: (row) => {
    const id = readId(pickCell(row, 'id', '_id'))
    return id === undefined ? [] : [id]
  },
  reduce: (row) => ({ name: pickCell(row, 'name', 'slug') ?? null }),
}

/** Organizations are told apart by name; one without is a loss. */
export const putBetterAuthMembers = (
  user: UserRecord,
  id: string | undefined,
  { related }: PresetContext,
): void => {
  if (id === undefined) return
  for (const { organization, role } of related('members', id)) {
    const key = readId(organization)
    const named = key === undefined ? undefined : related('organizations', key)[0]
    const name = readText(named?.['name'])
    if (name !== undefined) user.organizations.push({ name, roles: readList(role) })
    else {
      const detail = 'The name of an organization is not known; join the table as "organizations".'
      user.losses.push({ kind: 'organization', detail })
    }
  }
}
