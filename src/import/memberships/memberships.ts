import type { Membership } from '../units.js'

export interface BatchUser {
  ordinal: number
  id: string
  /** An earlier pass made them a member of the organization. */
  isMember?: boolean
}

/** Users who wait for one membership. */
export interface MembershipBatch {
  membership: Exclude<Membership, { kind: 'unresolved' }>
  users: BatchUser[]
  /** When the first of them came, milliseconds. */
  sinceMs: number
}

/** Sizes measured on Logto 1.42: cost a user is flat up to 1,000 ids a request and grows behind it. */
const batchSize = 500
const flushAfterMs = 60_000
/** A batch that time alone sends has at least this many, so that small organizations cost no request a user. */
const timedSize = 100

/**
 * Gathers memberships over many users. Knows nothing of requests: it says what is ripe. What it holds is in
 * the checkpoint as open units, so a crash loses none.
 */
export class MembershipGatherer {
  readonly #batches = new Map<string, MembershipBatch>()
  readonly #full: MembershipBatch[] = []
  readonly #now: () => number
  #scannedAtMs = 0

  constructor(now: () => number) {
    this.#now = now
  }

  add(membership: MembershipBatch['membership'], ordinal: number, id: string): void {
    let batch = this.#batches.get(membership.unit)
    if (batch === undefined) {
      batch = { membership, users: [], sinceMs: this.#now() }
      this.#batches.set(membership.unit, batch)
    }
    const isMember = membership.kind === 'orgRoles' && membership.isMember === true
    batch.users.push(isMember ? { ordinal, id, isMember } : { ordinal, id })
    if (batch.users.length === batchSize) this.#full.push(batch)
  }

  /** Takes out what is full or has waited. Organization roles never leave before the membership they need. */
  takeRipe(): MembershipBatch[] {
    const ripe = this.#full.splice(0)
    const nowMs = this.#now()
    if (nowMs - this.#scannedAtMs >= 1000) {
      this.#scannedAtMs = nowMs
      for (const batch of this.#batches.values()) {
        if (batch.users.length >= timedSize && nowMs - batch.sinceMs >= flushAfterMs) ripe.push(batch)
      }
    }
    return ripe.length === 0
      ? ripe
      : this.#take(ripe.filter((batch) => this.#batches.has(batch.membership.unit)))
  }

  takeAll(): MembershipBatch[] {
    return this.#take([...this.#batches.values()])
  }

  #take(batches: MembershipBatch[]): MembershipBatch[] {
    const taken = new Set(batches)
    for (const { membership } of batches) {
      if (membership.kind !== 'orgRoles') continue
      const members = this.#batches.get(`member:${membership.organizationId}`)
      if (members !== undefined) taken.add(members)
    }
    for (const batch of taken) this.#batches.delete(batch.membership.unit)
    return [...taken].sort((a, b) => order(a) - order(b))
  }
}

const order = (batch: MembershipBatch): number => (batch.membership.kind === 'orgRoles' ? 1 : 0)
