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
  /** The identifiers of the records at hand, used again for the next ones: kind, value, and both halves of the hash. */
  readonly #kinds: IdentifierKind[] = []
  readonly #values: string[] = []
  #hashes = new Uint32Array(1024)
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
      this.#table.touch(this.#hashes[2 * index]!, this.#hashes[2 * index + 1]!)
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
    const index = this.#candidateCount++
    if (2 * index === this.#hashes.length) this.#enlarge()
    this.#kinds[index] = kind
    this.#values[index] = value
    this.#hashes[2 * index] = high
    this.#hashes[2 * index + 1] = low
  }

  #enlarge(): void {
    const larger = new Uint32Array(this.#hashes.length * 2)
    larger.set(this.#hashes)
    this.#hashes = larger
  }

  /** Those from one index to another belong to one record. */
  #claimCandidates(from: number, to: number, ordinal: number): readonly IdentifierClash[] {
    let clashes = noClashes
    for (let index = from; index < to; index++) {
      const earlierOrdinal = this.#table.find(this.#hashes[2 * index]!, this.#hashes[2 * index + 1]!)
      if (earlierOrdinal === 0) continue
      const clash = { kind: this.#kinds[index]!, value: this.#values[index]!, earlierOrdinal }
      if (this.#confirm === undefined || this.#confirm(clash)) clashes = [...clashes, clash]
      // A hit that turns out to be none stays without an entry, which a high half of 0 stands for: the place is taken.
      this.#hashes[2 * index] = 0
    }
    if (clashes.length > 0) return clashes
    for (let index = from; index < to; index++) {
      const high = this.#hashes[2 * index]!
      if (high !== 0) this.#table.insert(high, this.#hashes[2 * index + 1]!, ordinal)
    }
    return clashes
  }

  /** Text under which two spellings of one identifier are the same to Logto. */
  #fold(kind: IdentifierKind, value: string): string {
    if (kind === 'email') return value.toLowerCase()
    return kind === 'username' && !this.#isUsernameCaseSensitive ? value.toLowerCase() : value
  }
}
