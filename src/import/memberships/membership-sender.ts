import type { OpenRun } from '../../checkpoint/open-run.js'
import type { Send } from '../../logto/http/api-call.js'
import { RetriesExhaustedError } from '../../logto/retry/retries-exhausted-error.js'
import { assignMemberships, type ReportUsers } from './assign-memberships.js'
import type { MembershipBatch } from './memberships.js'
import { splitByMembership } from './split-by-membership.js'

/** Sends batches of memberships and writes down what became of each user in them. */
export class MembershipSender {
  readonly #send: Send
  readonly #run: OpenRun
  readonly #onFailure: (ordinal: number, unit: string, code: string) => void
  /** Requests of one organization go out one after the other: roles need the membership. */
  readonly #tails = new Map<string, Promise<void>>()
  #unsettled: MembershipBatch[] = []

  constructor(send: Send, run: OpenRun, onFailure: (ordinal: number, unit: string, code: string) => void) {
    this.#send = send
    this.#run = run
    this.#onFailure = onFailure
  }

  /** @param mayGoOn asked when the batch's turn has come */
  send(batch: MembershipBatch, mayGoOn: () => boolean): Promise<void> {
    const { membership } = batch
    const key = membership.kind === 'role' ? membership.unit : membership.organizationId
    const before = this.#tails.get(key) ?? Promise.resolve()
    const work = before.then(() => (mayGoOn() ? this.#assign(batch) : undefined))
    this.#tails.set(
      key,
      work.catch(() => undefined),
    )
    return work
  }

  /** Open units in the checkpoint: to be tried once more in the end, then by the next resume. */
  takeUnsettled(): MembershipBatch[] {
    return this.#unsettled.splice(0)
  }

  async #assign(batch: MembershipBatch): Promise<void> {
    const { unit } = batch.membership
    const { journal, state, at } = this.#run
    const settled = new Set<number>()
    const report: ReportUsers = (users, code) => {
      const n = users.map((user) => user.ordinal)
      for (const ordinal of n) settled.add(ordinal)
      journal.note({ t: 'batch', unit, n, ok: code === undefined, at: at(), code })
      if (code !== undefined) for (const ordinal of n) this.#onFailure(ordinal, unit, code)
    }
    const { ready, refused } = splitByMembership(batch, state.open)
    for (const [code, users] of refused) report(users, code)
    try {
      if (ready.length > 0) await assignMemberships(this.#send, { ...batch, users: ready }, report)
    } catch (error) {
      if (!(error instanceof RetriesExhaustedError)) throw error
    }
    const users = batch.users.filter(({ ordinal }) => !settled.has(ordinal))
    if (users.length > 0) this.#unsettled.push({ ...batch, users })
  }
}
