import type { Send } from '../http/api-call.js'
import { collectPages } from '../paging/collect-pages.js'
import { readList, readObject } from '../http/read-body.js'
import { type Answered, ask } from '../http/refusal.js'

/** A role of the organization template; the same ones for every organization. */
export interface OrganizationRole {
  id: string
  name: string
  description: string | null
  type: 'User' | 'MachineToMachine'
}

export const listOrganizationRoles = (send: Send, signal?: AbortSignal): Promise<OrganizationRole[]> =>
  collectPages(send, '/api/organization-roles', readList<OrganizationRole>('id', 'name'), signal)

/** Refused with `entity.unique_integrity_violation` when there is one of this name. */
export const createOrganizationRole = (
  send: Send,
  role: { name: string; description?: string },
  signal?: AbortSignal,
): Promise<Answered<OrganizationRole>> =>
  ask(
    send,
    {
      method: 'POST',
      path: '/api/organization-roles',
      body: { ...role, organizationScopeIds: [], resourceScopeIds: [] },
    },
    readObject<OrganizationRole>('id'),
    signal,
  )
