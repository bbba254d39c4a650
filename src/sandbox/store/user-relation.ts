import type { UserRow } from './user-row.js'
import type { UserStore } from './user-store.js'

/** Which users belong to which groups, looked up from both sides: users of a role, members of an organization. */
export class UserRelation {
  readonly #users: UserStore
  readonly #userIdsByGroup = new Map<string, Set<string>>()
  readonly #groupIdsByUser = new Map<string, Set<string>>()
  /** Sorted lists, kept until the group changes: reading a large group page by page sorts once. */
  readonly #newestFirst = new Map<string, UserRow[]>()

  constructor(users: UserStore) {
    this.#users = users
  }

  has(groupId: string, userId: string): boolean {
    return this.#userIdsByGroup.get(groupId)?.has(userId) ?? false
  }

  add(groupId: string, userId: string): void {
    addTo(this.#userIdsByGroup, groupId, userId)
    addTo(this.#groupIdsByUser, userId, groupId)
    this.#newestFirst.delete(groupId)
  }

  /** @returns whether the user was in the group */
  remove(groupId: string, userId: string): boolean {
    this.#newestFirst.delete(groupId)
    this.#groupIdsByUser.get(userId)?.delete(groupId)
    return this.#userIdsByGroup.get(groupId)?.delete(userId) ?? false
  }

  removeGroup(groupId: string): void {
    for (const userId of this.#userIdsByGroup.get(groupId) ?? []) {
      this.#groupIdsByUser.get(userId)?.delete(groupId)
    }
    this.#userIdsByGroup.delete(groupId)
    this.#newestFirst.delete(groupId)
  }

  removeUser(userId: string): void {
    for (const groupId of this.#groupIdsByUser.get(userId) ?? []) {
      this.#userIdsByGroup.get(groupId)?.delete(userId)
      this.#newestFirst.delete(groupId)
    }
    this.#groupIdsByUser.delete(userId)
  }

  groupIdsOf(userId: string): ReadonlySet<string> {
    return this.#groupIdsByUser.get(userId) ?? new Set()
  }

  userIdsOf(groupId: string): ReadonlySet<string> {
    return this.#userIdsByGroup.get(groupId) ?? new Set()
  }

  usersOf(groupId: string): readonly UserRow[] {
    const known = this.#newestFirst.get(groupId)
    if (known) return known
    const rows: UserRow[] = []
    for (const userId of this.userIdsOf(groupId)) {
      const row = this.#users.find(userId)
      if (row) rows.push(row)
    }
    rows.sort((a, b) => b.sequence - a.sequence)
    this.#newestFirst.set(groupId, rows)
    return rows
  }
}

const addTo = (sets: Map<string, Set<string>>, key: string, value: string): void => {
  const set = sets.get(key)
  if (set) set.add(value)
  else sets.set(key, new Set([value]))
}
