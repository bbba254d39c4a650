import type { PresetContext, RelatedFile } from '../preset.js'
import type { SourceOrganization, UserRecord } from '../user-record.js'
import { readOrganization } from './read-organization.js'

/**
 * Organizations by their id in the source: what memberships and invitations that name an id alone are called,
 * and what an organization that is created says of itself.
 */
export const organizationsFile = (title: string, name = 'organizations'): RelatedFile => ({
  name,
  title,
  keysOf: (row) => {
    const id = readOrganization(row)?.id
    return id === undefined ? [] : [id]
  },
  reduce: (row) => ({ ...readOrganization(row) }),
})

/** The organization with what the related file `organizations` adds to it. */
export const describeOrganization = <Given extends SourceOrganization>(
  organization: Given,
  { related }: Pick<PresetContext, 'related'>,
): Given => {
  const { id } = organization
  const listed = id === undefined ? undefined : related('organizations', id)[0]
  if (listed === undefined) return organization
  const found = readOrganization(listed)
  const customData = { ...found?.customData, ...organization.customData }
  return { ...found, ...organization, ...(Object.keys(customData).length === 0 ? {} : { customData }) }
}

/** The same for every organization of a user. */
export const describeOrganizations = (user: UserRecord, context: PresetContext): void => {
  if (user.organizations.length === 0) return
  user.organizations = user.organizations.map((organization) => describeOrganization(organization, context))
}
