import type { JsonObject } from '../../source/source-record.js'
import type { PresetContext, RelatedFile } from '../preset.js'
import type { UserRecord } from '../user-record.js'
import { describeOrganizations, organizationsFile } from '../vocabulary/organizations-file.js'
import { readObject, readObjects } from '../vocabulary/cells/read-json-cell.js'
import { readJoinedRows } from '../vocabulary/read-joined-rows.js'
import { readList } from '../vocabulary/cells/read-list.js'
import { readText } from '../vocabulary/cells/read-text.js'
import { keyedBy } from '../vocabulary/keyed-by.js'

export const workosRelatedFiles: readonly RelatedFile[] = [
  {
    name: 'memberships',
    title: 'Organization memberships of the API',
    keysOf: keyedBy('user_id'),
    reduce: ({
      organization_id = null,
      organization_name = null,
      role = null,
      roles = null,
      status = null,
    }) => ({
      organization_id,
      organization_name,
      role,
      roles,
      status,
    }),
  },
  organizationsFile('Organizations of the API, with their names and metadata'),
  {
    name: 'identities',
    title: 'Identities of the API, each with the user_id that it was asked for',
    keysOf: keyedBy('user_id'),
    reduce: ({ idp_id = null, type = null, provider = null }) => ({ idp_id, type, provider }),
  },
]

export const addWorkosMemberships = (
  user: UserRecord,
  record: JsonObject,
  userId: string | undefined,
  context: PresetContext,
): void => {
  for (const row of readJoinedRows(record, 'organization_memberships', context, 'memberships', userId)) {
    const status = readText(row['status'])
    // `inactive` was taken away, `pending` was never accepted.
    if (status !== undefined && status !== 'active') {
      const detail = `A membership that is ${status} in WorkOS was left out.`
      user.losses.push({ kind: 'inactive_membership', detail })
      continue
    }
    const id = readText(row['organization_id'])
    const slugs = [readObject(row['role']), ...readObjects(row['roles'])].map((role) =>
      readText(role?.['slug']),
    )
    addOrganization(user, id, readText(row['organization_name']), [
      ...new Set(slugs.filter((slug) => slug !== undefined)),
    ])
  }
  addOrganization(
    user,
    readText(record['org_id']) ?? readText(record['org_external_id']),
    readText(record['org_name']),
    readList(record['role_slugs']),
  )
  describeOrganizations(user, context)
}

const addOrganization = (
  user: UserRecord,
  id: string | undefined,
  name: string | undefined,
  roles: string[],
): void => {
  if (id === undefined && name === undefined) return
  user.organizations.push({
    ...(id === undefined ? {} : { id }),
    ...(name === undefined ? {} : { name }),
    roles,
  })
}
