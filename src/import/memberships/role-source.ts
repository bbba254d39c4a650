import { AmbiguousOutcomeError } from '../../logto/retry/ambiguous-outcome-error.js'
import type { Send } from '../../logto/http/api-call.js'
import { createOrganizationRole, listOrganizationRoles } from '../../logto/calls/organization-roles.js'
import { createRefusedError, type Answered } from '../../logto/http/refusal.js'
import { RetriesExhaustedError } from '../../logto/retry/retries-exhausted-error.js'
import { createRole, listAllRoles } from '../../logto/calls/roles.js'
import type { KnownRole, RoleSource } from './resolve-roles.js'

const description = 'Imported by logto-migrate'

/** Roles of the tenant. */
export const createRoleSource = (send: Send): RoleSource => {
  const list = async (): Promise<KnownRole[]> =>
    (await listAllRoles(send)).map(({ id, name, isDefault, type }) => ({
      id,
      name,
      isDefault,
      isMachine: type === 'MachineToMachine',
    }))
  return {
    kind: 'role',
    list,
    create: (name) => createOrFind(name, '/api/roles', () => createRole(send, { name, description }), list),
  }
}

/** Roles of the organization template. */
export const createOrganizationRoleSource = (send: Send): RoleSource => {
  const list = async (): Promise<KnownRole[]> =>
    (await listOrganizationRoles(send)).map(({ id, name, type }) => ({
      id,
      name,
      isMachine: type === 'MachineToMachine',
    }))
  return {
    kind: 'organizationRole',
    list,
    create: (name) =>
      createOrFind(
        name,
        '/api/organization-roles',
        () => createOrganizationRole(send, { name, description }),
        list,
      ),
  }
}

/** After so many unknown outcomes, each followed by a lookup, the records that need it wait. */
const maxUnknown = 4

/** Role names are unique, so whoever has the name after a refusal or an unknown outcome is the role meant. */
const createOrFind = async (
  name: string,
  path: string,
  create: () => Promise<Answered<KnownRole>>,
  list: () => Promise<KnownRole[]>,
): Promise<KnownRole> => {
  for (let attempt = 1; ; attempt += 1) {
    try {
      const { value, refusal } = await create()
      if (refusal === undefined) return value
      const found = (await list()).find((role) => role.name === name)
      if (found !== undefined) return found
      throw createRefusedError({ method: 'POST', path }, refusal)
    } catch (error) {
      if (!(error instanceof AmbiguousOutcomeError)) throw error
      const found = (await list()).find((role) => role.name === name)
      if (found !== undefined) return found
      if (attempt >= maxUnknown) {
        throw new RetriesExhaustedError(error.route, error.reason, error.status, attempt)
      }
    }
  }
}
