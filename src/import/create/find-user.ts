import type { Effects } from '../../effects/effects.js'
import type { Send } from '../../logto/http/api-call.js'
import { findUsers } from '../../logto/search/find-users.js'
import type { LogtoUser } from '../../logto/calls/user.js'
import { listUsers } from '../../logto/calls/users.js'
import type { CreateUserBody } from '../../plan/user-plan.js'
import type { Claims } from './claims.js'
import { isNamedByMark, isOwnUser } from './run-mark.js'

/** An `id` is one where it is kept. */
export type IdentifierField = 'primaryEmail' | 'primaryPhone' | 'username' | 'id'

interface Waiting {
  body: CreateUserBody
  /** By the target's clock: not created before. */
  sinceMs: number
  resolve: (user: LogtoUser | undefined) => void
  reject: (error: unknown) => void
}

/** Values a request, by what fits a page of the answer and the answer's headers. */
const batchSize = 100
/** How long a lookup waits for others to share its request. */
const gatherMs = 25

/**
 * Finds users that this run created, many records a request. One identifier a record is enough: the create
 * call sets all of them or none.
 */
export class OwnUserFinder {
  readonly #send: Send
  readonly #effects: Effects
  readonly #runStartedAtMs: number
  readonly #claims: Claims
  #waiting: Waiting[] = []

  constructor(send: Send, effects: Effects, runStartedAtMs: number, claims: Claims) {
    this.#send = send
    this.#effects = effects
    this.#runStartedAtMs = runStartedAtMs
    this.#claims = claims
  }

  /** @param sinceMs by the target's clock: it was not created before */
  find(body: CreateUserBody, sinceMs: number): Promise<LogtoUser | undefined> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ body, sinceMs, resolve, reject })
      if (this.#waiting.length === 1) void this.#effects.sleep(gatherMs).then(() => this.#lookUp())
      if (this.#waiting.length >= batchSize) void this.#lookUp()
    })
  }

  async #lookUp(): Promise<void> {
    const waiting = this.#waiting
    this.#waiting = []
    await Promise.all([...groupByField(waiting)].map(([field, group]) => this.#settle(field, group)))
  }

  async #settle(field: IdentifierField | 'none', group: Waiting[]): Promise<void> {
    try {
      if (field === 'none') await this.#scanNewest(group)
      else await this.#searchExact(field, group)
    } catch (error) {
      for (const { reject } of group) reject(error)
    }
  }

  async #searchExact(field: IdentifierField, group: Waiting[]): Promise<void> {
    const values = [...new Set(group.map(({ body }) => body[field]!))]
    // Stored as sent, so the faster case-sensitive search finds our own.
    const users = await findUsers(this.#send, field, values, { isCaseSensitive: true })
    const byValue = new Map(users.map((user) => [user[field], user]))
    for (const { body, resolve } of group) {
      const user = byValue.get(body[field]!)
      resolve(user !== undefined && isOwnUser(user, body, this.#runStartedAtMs) ? user : undefined)
    }
  }

  /**
   * Users without an identifier can only be found by going over the newest ones, back to when the first of the
   * records was begun.
   */
  async #scanNewest(group: Waiting[]): Promise<void> {
    const open = new Set(group)
    const claimed = group.every(({ body }) => isNamedByMark(body)) ? nobody : await this.#claims.read()
    const sinceMs = group.reduce((earliest, entry) => Math.min(earliest, entry.sinceMs), Infinity)
    for await (const page of listUsers(this.#send)) {
      for (const user of page) {
        const entry = this.#pickWaiting(open, user, claimed)
        if (entry === undefined) continue
        open.delete(entry)
        this.#claims.add(entry.body, user.id)
        entry.resolve(user)
      }
      const oldest = page.at(-1)
      if (open.size === 0 || oldest === undefined || oldest.createdAt < sinceMs) break
    }
    for (const entry of open) entry.resolve(undefined)
  }

  /** The one record that the user was created from. Nobody is given away twice. */
  #pickWaiting(open: Set<Waiting>, user: LogtoUser, claimed: ReadonlySet<string>): Waiting | undefined {
    for (const entry of open) {
      if (!isOwnUser(user, entry.body, this.#runStartedAtMs)) continue
      if (isNamedByMark(entry.body) || !claimed.has(user.id)) return entry
    }
    return undefined
  }
}

const nobody: ReadonlySet<string> = new Set()

/** Everybody who holds one of the body's identifiers, whatever the case of the e-mail address. */
export const findHolders = async (send: Send, body: CreateUserBody): Promise<LogtoUser[]> => {
  const found = new Map<string, LogtoUser>()
  for (const field of identifierFields) {
    const value = body[field]
    if (value === undefined) continue
    const isCaseSensitive = !isFolded(field)
    for (const user of await findUsers(send, field, [value], { isCaseSensitive })) found.set(user.id, user)
  }
  return [...found.values()]
}

export const identifierFields: readonly IdentifierField[] = ['primaryEmail', 'primaryPhone', 'username', 'id']

/** Whose case may not count; whether that of usernames does is the tenant's choice. */
export const isFolded = (field: IdentifierField): boolean => field === 'primaryEmail' || field === 'username'

const groupByField = (waiting: Waiting[]): Map<IdentifierField | 'none', Waiting[]> => {
  const groups = new Map<IdentifierField | 'none', Waiting[]>()
  for (const entry of waiting) {
    const field = identifierFields.find((name) => entry.body[name] !== undefined) ?? 'none'
    const group = groups.get(field)
    if (group === undefined) groups.set(field, [entry])
    else group.push(entry)
  }
  return groups
}
