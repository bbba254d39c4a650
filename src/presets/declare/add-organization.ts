import type { UserRecord } from '../user-record.js'

/**
 * Adds a membership. One that has neither id nor name is none; a second one of the same organization only adds
 * its roles.
 */
export const addOrganization = (
  { organizations }: UserRecord,
  { id, name }: { id?: string | undefined; name?: string | undefined },
  roles: readonly string[],
): void => {
  if (id === undefined && name === undefined) return
  const present = organizations.find((one) => (id === undefined ? one.name === name : one.id === id))
  if (present !== undefined) {
    present.roles = [...new Set([...present.roles, ...roles])]
    return
  }
  organizations.push({
    ...(id === undefined ? {} : { id }),
    ...(name === undefined ? {} : { name }),
    roles: [...new Set(roles)],
  })
}
