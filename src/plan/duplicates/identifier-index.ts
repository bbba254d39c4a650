import { hashedKey } from '../fields/plan-source-key.js'
import { hashText } from '../../spill/hash-text.js'
import { HashTable } from '../../spill/hash-table.js'
import type { UserPlan } from '../user-plan.js'

/** What may belong to one record of the input only. */
export type IdentifierKind = 'key' | 'email' | 'phone' | 'username' | 'identity'

/** One identifier of a record that an earlier record has already. */
export interface IdentifierClash {
  kind: IdentifierKind
  /** As in the plan; for an identity `target:userId`. */
  value: string
  earlierOrdinal: number
}

export interface IdentifierIndexOptions {
  /**
   * Whether `Jane` and `jane` are two usernames, as they are in Logto unless the tenant says otherwise.
   * @default true
   */
  isUsernameCaseSensitive?: boolean
  /**
   * Says whether the earlier record really has this identifier, for callers that can still look at it. Only
   * asked when hashes agree. Without it a hit is believed: with 64 bits, the chance that a run over
   * 15,000,000 identifiers reports one false duplicate is 6 in a million.
   */
  confirm?: (clash: IdentifierClash) => boolean
  /** Where the temporary file goes that takes over from about 800,000 identifiers on. @default the system's */
  temporaryFolder?: string | undefined
}

const seeds: Record<IdentifierKind, number> = {
  key: 0x6b657931,
  email: 0x656d6c31,
  phone: 0x70686e31,
  username: 0x75736e31,
  identity: 0x69646e31,
}

const noClashes: readonly IdentifierClash[] = []

/** One identifier of the records at hand. The objects are used again for the next ones. */
interface Candidate {
  kind: IdentifierKind
  value: string
  high: number
  low: number
  /** Whether it is to be claimed if nothing of the record is taken. */
  isNew: boolean
}

/**
 * Finds identifiers that occur twice in the input. Logto refuses most of them, but not e-mail addresses in
 * another case nor identities when they arrive at the same time, so they must never be sent.
 *
 * Remembers hashes, not text, in at most 44 MB of memory however many there are: the rest goes to a temporary
 * file. Must be closed.
 */
export class IdentifierIndex {
  readonly #table: HashTable
  readonly #isUsernameCaseSensitive: boolean
  readonly #confirm: ((clash: IdentifierClash) => boolean) | undefined
  readonly #candidates: Candidate[] = []
  #candidateCount = 0

  constructor({ isUsernameCaseSensitive = true, confirm, temporaryFolder }: IdentifierIndexOptions = {}) {
    this.#table = new HashTable(temporaryFolder)
    this.#isUsernameCaseSensitive = isUsernameCaseSensitive
    this.#confirm = confirm
  }

  /** Number of identifiers claimed. */
  get size(): number {
    return this.#table.size
  }

  /** Memory held for them. */
  get byteLength(): number {
    return this.#table.byteLength
  }

  /** Bytes in the temporary file. */
  get fileBytes(): number {
    return this.#table.fileBytes
  }

  /** Gives memory and file back; nothing can be claimed afterwards. */
  close(): void {
    this.#table.close()
  }

  /**
   * Claims every identifier of a plan for its record, or none of them when one is taken.
   *
   * @param ordinal position of the record in the input, 1 to 4,294,967,295
   * @returns what was taken, empty when everything is claimed
   */
  claimAll(plan: UserPlan, ordinal: number): readonly IdentifierClash[] {
    return this.claimEach([{ plan, ordinal }])[0] ?? noClashes
  }

  /**
   * The same for one plan after the other. Half the time of a search is waiting for memory; here the waits of all
   * overlap.
   */
  claimEach(claims: readonly { plan: UserPlan; ordinal: number }[]): (readonly IdentifierClash[])[] {
    this.#candidateCount = 0
    const ends = claims.map(({ plan }) => this.#addPlan(plan))
    for (let index = 0; index < this.#candidateCount; index++) {
      const { high, low } = this.#candidates[index]!
      this.#table.touch(high, low)
    }
    return claims.map(({ ordinal }, index) =>
      this.#claimCandidates(ends[index - 1] ?? 0, ends[index]!, ordinal),
    )
  }

  /** Claims one identifier; returns the ordinal of the record that has it, undefined when it is claimed now. */
  claim(kind: IdentifierKind, value: string, ordinal: number): number | undefined {
    this.#candidateCount = 0
    this.#addCandidate(kind, value)
    return this.#claimCandidates(0, 1, ordinal)[0]?.earlierOrdinal
  }

  /** @returns the number of candidates with those of the plan */
  #addPlan({ create, identities, sourceKey }: UserPlan): number {
    // A key made of the identifiers says nothing that they do not say.
    if (!sourceKey.startsWith(hashedKey)) this.#addCandidate('key', sourceKey)
    if (create.primaryEmail !== undefined) this.#addCandidate('email', create.primaryEmail)
    if (create.primaryPhone !== undefined) this.#addCandidate('phone', create.primaryPhone)
    if (create.username !== undefined) this.#addCandidate('username', create.username)
    for (const { target, userId } of identities) this.#addCandidate('identity', `${target}:${userId}`)
    return this.#candidateCount
  }

  #addCandidate(kind: IdentifierKind, value: string): void {
    const { high, low } = hashText(this.#fold(kind, value), seeds[kind])
    const candidate = this.#candidates[this.#candidateCount++]
    if (candidate === undefined) this.#candidates.push({ kind, value, high, low, isNew: false })
    else {
      candidate.kind = kind
      candidate.value = value
      candidate.high = high
      candidate.low = low
    }
  }

  /** Those from one index to another belong to one record. */
  #claimCandidates(from: number, to: number, ordinal: number): readonly IdentifierClash[] {
    let clashes = noClashes
    for (let index = from; index < to; index++) {
      const candidate = this.#candidates[index]!
      const earlierOrdinal = this.#table.find(candidate.high, candidate.low)
      // A hit that turns out to be none stays without an entry: the place is taken.
      candidate.isNew = earlierOrdinal === 0
      if (candidate.isNew) continue
      const clash: IdentifierClash = { kind: candidate.kind, value: candidate.value, earlierOrdinal }
      if (this.#confirm === undefined || this.#confirm(clash)) clashes = [...clashes, clash]
    }
    if (clashes.length > 0) return clashes
    for (let index = from; index < to; index++) {
      const { isNew, high, low } = this.#candidates[index]!
      if (isNew) this.#table.insert(high, low, ordinal)
    }
    return clashes
  }

  /** Text under which two spellings of one identifier are the same to Logto. */
  #fold(kind: IdentifierKind, value: string): string {
    if (kind === 'email') return value.toLowerCase()
    return kind === 'username' && !this.#isUsernameCaseSensitive ? value.toLowerCase() : value
  }
}
