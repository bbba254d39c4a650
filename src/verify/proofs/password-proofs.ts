/**
 * What became of one known password. `unusable_hash`: the target answers 500 to it. `no_password`: the user comes
 * without one. `rejected`: the record does not go in at all.
 */
export type ProofOutcome = 'right' | 'wrong' | 'unusable_hash' | 'no_password' | 'rejected' | 'not_found'

export interface PasswordProof {
  /** How the file of known passwords names the account. */
  key: string
  /** As `digestFamily` has it, or `plaintext`. */
  family?: string | undefined
  outcome: ProofOutcome
  /** Stable code: of the diagnosis for a wrong one, the reason for one that cannot be converted. */
  cause?: string | undefined
  /** One sentence; holds neither password nor hash. */
  message?: string | undefined
}

/** All proofs of one pass, added up. */
export interface ProofReport {
  counts: Record<ProofOutcome, number>
  /** By family, of those that were compared. */
  families: Record<string, { right: number; wrong: number }>
  users: PasswordProof[]
  /** Every known password was found and is right, or is known to stay behind. */
  isProved: boolean
}

/** Adds proofs up. */
export class PasswordProofs {
  readonly #report: ProofReport = {
    counts: { right: 0, wrong: 0, unusable_hash: 0, no_password: 0, rejected: 0, not_found: 0 },
    families: {},
    users: [],
    isProved: true,
  }

  add(proof: PasswordProof): void {
    const { counts, families, users } = this.#report
    counts[proof.outcome] += 1
    users.push(proof)
    if (proof.family === undefined) return
    const family = (families[proof.family] ??= { right: 0, wrong: 0 })
    if (proof.outcome === 'right') family.right += 1
    else family.wrong += 1
  }

  report(): ProofReport {
    const { counts } = this.#report
    const isProved = counts.wrong + counts.unusable_hash + counts.not_found === 0
    return { ...this.#report, isProved }
  }
}
