import type { LeftReason, PersonLeft } from '../run-files/people-left.js'

/** What the switch-over looks like so far; `sign-ins.json` in the run folder. Counts and codes, no names. */
export interface SignInReport {
  /** When it was made, ISO 8601. */
  at: string
  /** What is counted: from then on, ISO 8601. */
  since: string
  /** Users of the run who are still in the target. */
  users: number
  /** Of these, who have signed in since. */
  signedIn: number
  never: number
  /** Users of the run who are not in the target any more. */
  missing: number
  /** Successful sign-ins since. */
  succeeded: number
  /** Failed attempts with the address, number or username of a user of the run. */
  failed: number
  /** Users who have failed and have not signed in since. */
  stuck: number
  /** Failed attempts with something that belongs to nobody of the run. */
  failedElsewhere: number
  /** Whose old password was to work at the first sign-in; none where there are no such users. */
  oldPasswords?: { used: number; waiting: number }
  /** Successful sign-ins by method. */
  byMethod: Record<string, number>
  /** Failed attempts by Logto's code. */
  failuresByReason: Record<string, number>
  /** Width of one entry of `overTime`. */
  bucketMs: number
  /** Oldest first, without gaps from the first attempt to the last. */
  overTime: { at: string; succeeded: number; failed: number }[]
}

/** A user of the run as the target has them now. */
export interface RunUser {
  id: string
  primaryEmail: string | null
  primaryPhone: string | null
  username: string | null
  /** Milliseconds since the epoch. */
  lastSignInAt: number | null
  customData?: Record<string, unknown>
  isSuspended?: boolean
  hasPassword?: boolean | undefined
}

interface LeftUser {
  email: string | null
  phone: string | null
  username: string | null
  isPending: boolean
}

type Addresses = Pick<PersonLeft, 'email' | 'phone' | 'username'>

/** One attempt to sign in. */
export interface SignInAttempt {
  at: number
  isSuccess: boolean
  userId?: string
  identifier?: string
  method: string
  reason?: string
}

const hourMs = 3_600_000
/** The narrowest of these that gives at most 60 entries. */
const bucketWidthsMs = [hourMs, 6 * hourMs, 24 * hourMs, 7 * 24 * hourMs, 30 * 24 * hourMs]
const maxBuckets = 60

/** Adds up who of a run has come: users by their last sign-in, attempts by method, reason and time. */
export class SignInTally {
  readonly #sinceMs: number
  readonly #signedIn = new Map<string, boolean>()
  /** Addresses, numbers and usernames in the form of `toKey`, with the id of their user. */
  readonly #ids = new Map<string, string>()
  readonly #failing = new Set<string>()
  /** Who may have to be written to: addresses of no more people than that. */
  readonly #left = new Map<string, LeftUser>()
  readonly #byMethod = new Map<string, number>()
  readonly #byReason = new Map<string, number>()
  readonly #byHour = new Map<number, { succeeded: number; failed: number }>()
  readonly #oldPasswords = { used: 0, waiting: 0 }
  #succeeded = 0
  #failed = 0
  #failedElsewhere = 0

  constructor(sinceMs: number) {
    this.#sinceMs = sinceMs
  }

  /** All users come before the first attempt. */
  addUser(user: RunUser): void {
    const { id, primaryEmail, primaryPhone, username, lastSignInAt, customData } = user
    const mark = readPasswordMark(customData)
    const isPending = mark === 'pending' && user.hasPassword !== true
    const hasCome = lastSignInAt !== null && lastSignInAt >= this.#sinceMs
    if (user.isSuspended !== true && (isPending || !hasCome)) {
      this.#left.set(id, { email: primaryEmail, phone: primaryPhone, username, isPending })
    }
    if (mark === 'pending') this.#oldPasswords.waiting += 1
    else if (mark !== undefined) this.#oldPasswords.used += 1
    this.#signedIn.set(id, hasCome)
    for (const identifier of [primaryEmail, primaryPhone, username]) {
      if (identifier !== null) this.#ids.set(toKey(identifier), id)
    }
  }

  addAttempt({ at, isSuccess, userId, identifier, method, reason = 'unknown' }: SignInAttempt): void {
    const id = userId ?? (identifier === undefined ? undefined : this.#ids.get(toKey(identifier)))
    if (id === undefined || !this.#signedIn.has(id)) {
      if (!isSuccess) this.#failedElsewhere += 1
      return
    }
    const hour = Math.floor(at / hourMs)
    const counts = this.#byHour.get(hour) ?? { succeeded: 0, failed: 0 }
    this.#byHour.set(hour, counts)
    if (isSuccess) {
      this.#succeeded += 1
      counts.succeeded += 1
      this.#byMethod.set(method, (this.#byMethod.get(method) ?? 0) + 1)
      // The user may have been read a moment before.
      this.#signedIn.set(id, true)
    } else {
      this.#failed += 1
      counts.failed += 1
      this.#byReason.set(reason, (this.#byReason.get(reason) ?? 0) + 1)
      this.#failing.add(id)
    }
  }

  /** Ids of the users who have not come. */
  *never(): Generator<string> {
    for (const [id, hasSignedIn] of this.#signedIn) if (!hasSignedIn) yield id
  }

  /** Who is to be written to: has not come, or not with the old password. Suspended people are not among them. */
  *left(): Generator<{ id: string } & Addresses & { why: LeftReason[] }> {
    for (const [id, { email, phone, username, isPending }] of this.#left) {
      const why: LeftReason[] = this.#signedIn.get(id) === false ? ['never_signed_in'] : []
      if (isPending) why.push('pending')
      if (why.length === 0) continue
      const addresses = {
        email: email ?? undefined,
        phone: phone ?? undefined,
        username: username ?? undefined,
      }
      yield { id, ...addresses, why }
    }
  }

  /** @param runUsers how many users the run has by its checkpoint */
  report(nowMs: number, runUsers: number): SignInReport {
    const users = this.#signedIn.size
    const never = [...this.never()].length
    return {
      at: new Date(nowMs).toISOString(),
      since: new Date(this.#sinceMs).toISOString(),
      users,
      signedIn: users - never,
      never,
      missing: runUsers - users,
      succeeded: this.#succeeded,
      failed: this.#failed,
      stuck: [...this.#failing].filter((id) => this.#signedIn.get(id) === false).length,
      failedElsewhere: this.#failedElsewhere,
      ...(this.#oldPasswords.used + this.#oldPasswords.waiting > 0 && {
        oldPasswords: { ...this.#oldPasswords },
      }),
      byMethod: sortByCount(this.#byMethod),
      failuresByReason: sortByCount(this.#byReason),
      ...this.#overTime(),
    }
  }

  #overTime(): Pick<SignInReport, 'bucketMs' | 'overTime'> {
    const hours = [...this.#byHour.keys()]
    const firstMs = hours.reduce((first, hour) => Math.min(first, hour), Infinity) * hourMs
    const lastMs = hours.reduce((last, hour) => Math.max(last, hour), -Infinity) * hourMs
    const bucketMs =
      bucketWidthsMs.find((widthMs) => (lastMs - firstMs) / widthMs < maxBuckets) ??
      bucketWidthsMs.at(-1) ??
      hourMs
    const overTime: SignInReport['overTime'] = []
    if (hours.length === 0) return { bucketMs: hourMs, overTime }
    const startMs = Math.floor(firstMs / bucketMs) * bucketMs
    for (let atMs = startMs; atMs <= lastMs; atMs += bucketMs) {
      overTime.push({ at: new Date(atMs).toISOString(), succeeded: 0, failed: 0 })
    }
    for (const [hour, { succeeded, failed }] of this.#byHour) {
      const bucket = overTime[Math.floor((hour * hourMs - startMs) / bucketMs)]
      if (bucket === undefined) continue
      bucket.succeeded += succeeded
      bucket.failed += failed
    }
    return { bucketMs, overTime }
  }
}

/** What `customData.migratedFrom.password` says: `pending` until the old password was used. */
const readPasswordMark = (customData: Record<string, unknown> = {}): unknown => {
  const from = customData['migratedFrom']
  return typeof from === 'object' && from !== null && 'password' in from ? from.password : undefined
}

/** People type addresses in any case, and numbers with a plus sign, spaces and brackets. */
const toKey = (identifier: string): string => {
  const text = identifier.trim()
  return /^\+?[\d\s().-]+$/.test(text) ? text.replace(/\D/g, '') : text.toLowerCase()
}

const sortByCount = (counts: ReadonlyMap<string, number>): Record<string, number> =>
  Object.fromEntries([...counts].toSorted(([a, first], [b, second]) => second - first || (a < b ? -1 : 1)))
