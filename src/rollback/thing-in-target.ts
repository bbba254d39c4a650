import type { MadeKind } from '../checkpoint/entry.js'
import type { Send } from '../logto/http/api-call.js'
import type { EntityPath } from '../logto/calls/delete-entity.js'
import { listOrganizationRoles } from '../logto/calls/organization-roles.js'
import { listOrganizations } from '../logto/calls/organizations.js'
import { listAllRoles } from '../logto/calls/roles.js'
import type { RunThing } from './read-run-made.js'

/** A role or an organization as the target has it now. */
export interface TargetThing {
  id: string
  name: string
  /** Whether it still looks as an import makes it. */
  isAsMade(label: string): boolean
}

export const pathOfKind: Record<MadeKind, EntityPath> = {
  role: 'roles',
  organization: 'organizations',
  organizationRole: 'organization-roles',
}

/** What the import writes into a role that it makes. */
const roleDescription = 'Imported by logto-migrate'

export const listThings = async (send: Send, kind: MadeKind, stop: AbortSignal): Promise<TargetThing[]> => {
  switch (kind) {
    case 'role':
      return (await listAllRoles(send, stop)).map(({ id, name, description, isDefault }) => ({
        id,
        name,
        isAsMade: (label) => name === label && description === roleDescription && isDefault !== true,
      }))
    case 'organizationRole':
      return (await listOrganizationRoles(send, stop)).map(({ id, name, description }) => ({
        id,
        name,
        isAsMade: (label) => name === label && description === roleDescription,
      }))
    case 'organization':
      return (await listOrganizations(send, stop)).map(({ id, name, customData }) => {
        const sourceId = readSourceId(customData)
        return {
          id,
          name,
          // The label ends in the source's id, or is the name that stands for it. The name itself can be the config's.
          isAsMade: (label) =>
            sourceId !== undefined && (label === sourceId || label.endsWith(` (${sourceId})`)),
        }
      })
  }
}

/** By id; one that was begun and killed before the answer by what the import writes into it. */
export const findThing = (things: readonly TargetThing[], { id, name }: RunThing): TargetThing | undefined =>
  things.find((thing) => (id === undefined ? thing.isAsMade(name) : thing.id === id))

const readSourceId = (customData: Record<string, unknown>): string | undefined => {
  const from = customData['migratedFrom']
  return typeof from === 'object' && from !== null && 'id' in from && typeof from.id === 'string'
    ? from.id
    : undefined
}
