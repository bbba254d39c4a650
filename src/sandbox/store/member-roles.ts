/** The organization roles that the members of organizations have. */
export class MemberRoles {
  /** By organization, then by user. */
  readonly #roleIds = new Map<string, Map<string, Set<string>>>()

  of(organizationId: string, userId: string): ReadonlySet<string> {
    return this.#roleIds.get(organizationId)?.get(userId) ?? new Set()
  }

  add(organizationId: string, userId: string, roleId: string): void {
    const members = this.#roleIds.get(organizationId) ?? new Map<string, Set<string>>()
    this.#roleIds.set(organizationId, members)
    const roleIds = members.get(userId)
    if (roleIds) roleIds.add(roleId)
    else members.set(userId, new Set([roleId]))
  }

  /** @returns whether the member had the role */
  remove(organizationId: string, userId: string, roleId: string): boolean {
    return this.#roleIds.get(organizationId)?.get(userId)?.delete(roleId) ?? false
  }

  removeMember(organizationId: string, userId: string): void {
    this.#roleIds.get(organizationId)?.delete(userId)
  }

  removeOrganization(organizationId: string): void {
    this.#roleIds.delete(organizationId)
  }

  removeRole(roleId: string): void {
    for (const members of this.#roleIds.values()) {
      for (const roleIds of members.values()) roleIds.delete(roleId)
    }
  }
}
