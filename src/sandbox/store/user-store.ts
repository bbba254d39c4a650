import { MultiIndex } from './multi-index.js'
import type { Page } from '../http/page.js'
import type { UserFields, UserRow } from './user-row.js'

/** Fewer gaps than this in the list of rows are not worth closing. */
const gapsTolerated = 1024

/** All users, with an index for everything that a create or an exact lookup asks for. */
export class UserStore {
  readonly #byId = new Map<string, UserRow>()
  /** In order of creation, with gaps where users were deleted. */
  #rows: (UserRow | undefined)[] = []
  #positions = new Map<string, number>()
  #sequence = 0
  /** Emails, names and usernames in lower case. */
  readonly emails = new MultiIndex()
  readonly usernames = new MultiIndex()
  readonly names = new MultiIndex()
  readonly phones = new MultiIndex()
  /** In lower case, of the ids that are not: none that Logto makes. */
  readonly oddIds = new MultiIndex()
  readonly #identities = new MultiIndex()

  get count(): number {
    return this.#byId.size
  }

  find(id: string): UserRow | undefined {
    return this.#byId.get(id)
  }

  add(id: string, fields: UserFields, createdAt: number): UserRow {
    this.#sequence += 1
    const row: UserRow = { id, ...fields, createdAt, updatedAt: createdAt, sequence: this.#sequence }
    this.#byId.set(id, row)
    this.#positions.set(id, this.#rows.length)
    this.#rows.push(row)
    if (id !== id.toLowerCase()) this.oddIds.add(id.toLowerCase(), row)
    this.#index(row)
    return row
  }

  update(row: UserRow, changes: Partial<UserFields>, updatedAt: number): void {
    this.#unindex(row)
    Object.assign(row, changes, { updatedAt })
    this.#index(row)
  }

  remove(row: UserRow): void {
    this.#unindex(row)
    this.#byId.delete(row.id)
    this.oddIds.remove(row.id.toLowerCase(), row)
    const position = this.#positions.get(row.id)
    this.#positions.delete(row.id)
    if (position !== undefined) this.#rows[position] = undefined
    this.#closeGaps()
  }

  hasEmail(email: string, exceptId?: string): boolean {
    return this.emails.isTaken(email.toLowerCase(), exceptId)
  }

  hasPhone(phone: string, exceptId?: string): boolean {
    return this.phones.isTaken(phone, exceptId)
  }

  hasUsername(username: string, isCaseSensitive: boolean, exceptId?: string): boolean {
    for (const row of this.usernames.rowsOf(username.toLowerCase())) {
      if (row.id !== exceptId && (!isCaseSensitive || row.username === username)) return true
    }
    return false
  }

  hasIdentity(target: string, userId: string, exceptId: string): boolean {
    return this.#identities.isTaken(identityKey(target, userId), exceptId)
  }

  /** Every user, in order of creation. */
  *all(): Generator<UserRow> {
    for (const row of this.#rows) if (row) yield row
  }

  /** One page of all users, newest first. */
  newestFirst({ offset, limit }: Page): UserRow[] {
    const page: UserRow[] = []
    const hasGaps = this.#rows.length > this.#byId.size
    let toSkip = hasGaps ? offset : 0
    let position = this.#rows.length - 1 - (hasGaps ? 0 : offset)
    for (; position >= 0 && page.length < limit; position -= 1) {
      const row = this.#rows[position]
      if (!row) continue
      if (toSkip > 0) toSkip -= 1
      else page.push(row)
    }
    return page
  }

  #index(row: UserRow): void {
    if (row.primaryEmail !== null) this.emails.add(row.primaryEmail.toLowerCase(), row)
    if (row.username !== null) this.usernames.add(row.username.toLowerCase(), row)
    if (row.name !== null) this.names.add(row.name.toLowerCase(), row)
    if (row.primaryPhone !== null) this.phones.add(row.primaryPhone, row)
    for (const target in row.identities) this.#identities.add(keyOf(row, target), row)
  }

  #unindex(row: UserRow): void {
    if (row.primaryEmail !== null) this.emails.remove(row.primaryEmail.toLowerCase(), row)
    if (row.username !== null) this.usernames.remove(row.username.toLowerCase(), row)
    if (row.name !== null) this.names.remove(row.name.toLowerCase(), row)
    if (row.primaryPhone !== null) this.phones.remove(row.primaryPhone, row)
    for (const target in row.identities) this.#identities.remove(keyOf(row, target), row)
  }

  #closeGaps(): void {
    const gaps = this.#rows.length - this.#byId.size
    if (gaps < gapsTolerated || gaps < this.#rows.length / 2) return
    this.#rows = this.#rows.filter((row) => row !== undefined)
    this.#positions = new Map(this.#rows.map((row, position) => [row?.id ?? '', position]))
  }
}

const keyOf = (row: UserRow, target: string): string =>
  identityKey(target, row.identities[target]?.userId ?? '')

const identityKey = (target: string, userId: string): string => `${target}\u0000${userId}`
