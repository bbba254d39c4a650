import pLimit from 'p-limit'
import type { Send } from '../logto/http/api-call.js'
import { listOrganizationRoles } from '../logto/calls/organization-roles.js'
import { listOrganizationMembers, listOrganizations } from '../logto/calls/organizations.js'
import { listAllRoles, listUsersOfRole } from '../logto/calls/roles.js'
import { UnitIndex } from './unit-index.js'

/** Unit names: `role:<id>`, `member:<organization>`, `organizationRole:<organization>:<role>`. */
export const unitOf = {
  role: (roleId: string): string => `role:${roleId}`,
  member: (organizationId: string): string => `member:${organizationId}`,
  organizationRole: (organizationId: string, roleId: string): string =>
    `organizationRole:${organizationId}:${roleId}`,
}

/** Roles and organizations whose people are read at a time. */
const listsAtOnce = 8

/**
 * Who has which role and is in which organization, read a hundred a page: once over the holders of every role and over
 * the members of every organization, whose list carries their organization roles. Holders of a default role, which
 * may be everybody in the tenant, are read only once a plan names it.
 */
export class TargetMemberships {
  readonly #send: Send
  readonly #stop: AbortSignal
  readonly #index = new UnitIndex()
  readonly #limit = pLimit(listsAtOnce)
  /** Names of roles, organizations and organization roles, by id. */
  readonly #names = new Map<string, string>()
  readonly #defaultRoles = new Map<string, Promise<void> | undefined>()

  private constructor(send: Send, stop: AbortSignal) {
    this.#send = send
    this.#stop = stop
  }

  static async load(send: Send, stop: AbortSignal): Promise<TargetMemberships> {
    const memberships = new TargetMemberships(send, stop)
    await Promise.all([memberships.#loadRoles(), memberships.#loadOrganizations()])
    return memberships
  }

  of(userId: string): ReadonlySet<string> {
    return this.#index.of(userId)
  }

  nameOf(id: string): string {
    return this.#names.get(id) ?? id
  }

  /** Whether Logto gives the role to every new user. */
  isDefaultRole(roleId: string): boolean {
    return this.#defaultRoles.has(roleId)
  }

  /** Reads the holders of a default role, once. */
  async loadDefaultRole(roleId: string): Promise<void> {
    if (!this.#defaultRoles.has(roleId)) return
    const loading = this.#defaultRoles.get(roleId) ?? this.#loadHolders(roleId)
    this.#defaultRoles.set(roleId, loading)
    await loading
  }

  async #loadRoles(): Promise<void> {
    const loading: Promise<void>[] = []
    for (const { id, name, type, isDefault } of await listAllRoles(this.#send, this.#stop)) {
      if (type === 'MachineToMachine') continue
      this.#names.set(id, name)
      if (isDefault) this.#defaultRoles.set(id, undefined)
      else loading.push(this.#limit(() => this.#loadHolders(id)))
    }
    await Promise.all(loading)
  }

  async #loadHolders(roleId: string): Promise<void> {
    const unit = unitOf.role(roleId)
    for await (const users of listUsersOfRole(this.#send, roleId, this.#stop)) {
      for (const { id } of users) this.#index.add(id, unit)
    }
  }

  async #loadOrganizations(): Promise<void> {
    const organizations = await listOrganizations(this.#send, this.#stop)
    if (organizations.length === 0) return
    for (const { id, name } of await listOrganizationRoles(this.#send, this.#stop)) this.#names.set(id, name)
    await Promise.all(organizations.map(({ id, name }) => this.#limit(() => this.#loadMembers(id, name))))
  }

  async #loadMembers(organizationId: string, name: string): Promise<void> {
    this.#names.set(organizationId, name)
    const member = unitOf.member(organizationId)
    for await (const members of listOrganizationMembers(this.#send, organizationId, this.#stop)) {
      for (const { id, organizationRoles } of members) {
        this.#index.add(id, member)
        for (const role of organizationRoles) {
          this.#index.add(id, unitOf.organizationRole(organizationId, role.id))
        }
      }
    }
  }
}
