import type { CheckpointState } from '../checkpoint/checkpoint-state.js'
import type { RetriesExhaustedError } from '../logto/retry/retries-exhausted-error.js'

/**
 * Whether a record is to blame for a target that breaks on it. It is only where others went through before and after it,
 * and it broke again: in an outage everything stays open for the next session.
 */
export class FaultJudge {
  readonly #state: CheckpointState
  readonly #begunBefore: ReadonlySet<number>
  readonly #hadUsersBefore: boolean
  /** When each record broke first, in records that had been judged by then. */
  readonly #brokeAfter = new Map<number, number>()
  #judged = 0

  constructor(state: CheckpointState) {
    this.#state = state
    this.#begunBefore = new Set(state.begun.keys())
    this.#hadUsersBefore = state.counts.created + state.counts.adopted > 0
  }

  /** The target has taken or refused a record. */
  judged(): void {
    this.#judged += 1
  }

  /** The target broke on this record, again and again. */
  isOwnFault(ordinal: number, { reason }: RetriesExhaustedError): boolean {
    if (reason !== 'server_error' || !this.#state.begun.has(ordinal)) return false
    const brokeAfter = this.#brokeAfter.get(ordinal)
    if (brokeAfter === undefined) {
      this.#brokeAfter.set(ordinal, this.#judged)
      return this.#isLastOne(ordinal)
    }
    return this.#judged > brokeAfter && (brokeAfter > 0 || this.#hadUsersBefore)
  }

  /** An earlier session broke on it too, and nobody is left who could go through after it. */
  #isLastOne(ordinal: number): boolean {
    return this.#begunBefore.has(ordinal) && this.#state.begun.size === 1 && this.#hadUsersBefore
  }
}
