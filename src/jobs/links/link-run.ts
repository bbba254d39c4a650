import type { LogtoUser } from '../../logto/calls/user.js'
import { listUsers } from '../../logto/calls/users.js'
import type { Target } from '../../logto/create-target.js'
import { openPrivate } from '../../outcome/open-private.js'
import { csvLine } from '../../report/run-files/csv-line.js'
import { isAmong, type Who } from '../../trickle/people/who-is-left.js'
import type { LinkLedger } from './link-ledger.js'
import type { LinkOutcome } from './link-maker.js'

/** Who is to have a link; everybody here has an e-mail address. */
export interface Addressee {
  id: string
  email: string
}

export interface LinkRunOptions {
  who: Who
  /** Users too whom no import of this tool brought. */
  everybody: boolean
  /** Links at most. */
  maxLinks: number
  /** links-no-email.csv. */
  withoutEmailPath: string
  ledger: LinkLedger
  make(user: Addressee, mayWait: boolean): Promise<LinkOutcome>
  /** The target's clock. */
  now(): number
  /** Told after each page of users. */
  tell(counts: LinkCounts): void
  stop: AbortSignal
}

export interface LinkCounts {
  made: number
  /** Whose link of an earlier call has not run out. */
  hadOne: number
  failed: number
  /** Without an e-mail address: links-no-email.csv. */
  withoutEmail: number
  /** Users of the tenant that were looked at. */
  users: number
  /** Whose link an earlier request may have made: they are looked at again when all others are done. */
  unsettled: number
}

export type LinkRunEnd = 'complete' | 'limit' | 'interrupted'

const inFlight = 8

/** One call over all users of the tenant, newest first, a hundred a request. */
export class LinkRun {
  readonly #options: LinkRunOptions
  readonly #counts: LinkCounts = { made: 0, hadOne: 0, failed: 0, withoutEmail: 0, users: 0, unsettled: 0 }
  /** Nobody else waits for these. */
  #unsettled: Addressee[] = []
  #planned = 0
  #end: LinkRunEnd = 'complete'

  constructor(options: LinkRunOptions) {
    this.#options = options
  }

  async run(send: Target['send']): Promise<LinkCounts & { end: LinkRunEnd }> {
    const { withoutEmailPath, stop, tell } = this.#options
    const others = await openPrivate(withoutEmailPath, 'w')
    try {
      await others.appendFile(csvLine(['logto_id', 'phone', 'username']))
      for await (const page of listUsers(send, '', stop)) {
        const { addressees, withoutEmail } = this.#choose(page)
        for (const { id, primaryPhone, username } of withoutEmail) {
          await others.appendFile(csvLine([id, primaryPhone ?? '', username ?? '']))
        }
        await this.#makeAll(addressees, false)
        tell(this.#counts)
        if (this.#end !== 'complete') break
      }
      await this.#settle()
    } catch (error) {
      if (!stop.aborted) throw error
      this.#end = 'interrupted'
    } finally {
      await others.close()
    }
    return { ...this.#counts, end: this.#end }
  }

  #choose(page: readonly LogtoUser[]): { addressees: Addressee[]; withoutEmail: LogtoUser[] } {
    const addressees: Addressee[] = []
    const withoutEmail: LogtoUser[] = []
    for (const user of page) {
      this.#counts.users += 1
      if (!this.#isWanted(user)) continue
      if (user.primaryEmail === null) withoutEmail.push(user)
      else addressees.push({ id: user.id, email: user.primaryEmail })
    }
    this.#counts.withoutEmail += withoutEmail.length
    return { addressees, withoutEmail }
  }

  #isWanted(user: LogtoUser): boolean {
    const { who, everybody, ledger, now } = this.#options
    const isImported = user.customData['migratedFrom'] !== undefined || everybody
    if (!isImported || !isAmong(who, user)) return false
    const token = ledger.state.tokens.get(user.id)
    if (token === undefined || token.expiresAt <= now()) return true
    this.#counts.hadOne += 1
    return false
  }

  /** Those who were passed over, when by now most of the time is over in which something may come to light. */
  async #settle(): Promise<void> {
    if (this.#end === 'interrupted') return
    const late = this.#unsettled
    this.#unsettled = []
    await this.#makeAll(late, true)
    this.#options.tell(this.#counts)
  }

  async #makeAll(users: readonly Addressee[], mayWait: boolean): Promise<void> {
    let next = 0
    const work = async (): Promise<void> => {
      for (let user = users[next]; user !== undefined; user = users[next]) {
        if (!this.#mayBegin(mayWait)) return
        next += 1
        this.#count(user, await this.#options.make(user, mayWait), mayWait)
      }
    }
    // What the others have in flight is written before the files are closed, whatever one of them meets.
    const ends = await Promise.allSettled(
      Array.from({ length: inFlight }, () =>
        work().catch((error: unknown) => {
          next = users.length
          throw error
        }),
      ),
    )
    for (const end of ends) if (end.status === 'rejected') throw end.reason
  }

  /** @param isPlanned whether the link is counted in `maxLinks` already */
  #mayBegin(isPlanned: boolean): boolean {
    const { stop, maxLinks } = this.#options
    if (stop.aborted) this.#end = 'interrupted'
    else if (isPlanned) return true
    else if (this.#planned >= maxLinks) this.#end = 'limit'
    if (this.#end !== 'complete') return false
    this.#planned += 1
    return true
  }

  #count(user: Addressee, outcome: LinkOutcome, wasUnsettled: boolean): void {
    if (wasUnsettled) this.#counts.unsettled -= 1
    switch (outcome) {
      case 'unsettled':
        this.#counts.unsettled += 1
        this.#unsettled.push(user)
        return
      case 'failed':
        this.#counts.failed += 1
        return
      case 'made':
      case 'adopted':
        this.#counts.made += 1
    }
  }
}
