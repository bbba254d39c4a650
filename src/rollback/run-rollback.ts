import type { RunFolder } from '../checkpoint/run-folder.js'
import type { Effects } from '../effects/effects.js'
import type { Target } from '../logto/create-target.js'
import { MigrationError } from '../outcome/migration-error.js'
import type { Concurrency } from '../pace/concurrency/concurrency.js'
import { findUnnamedUsers } from './find-unnamed-users.js'
import type { RollbackPermissions } from './judge-user.js'
import { Ledger } from './ledger.js'
import { ledgerFormat } from './ledger-entry.js'
import { listOpenUsers } from './list-open-users.js'
import type { RunMade } from './read-run-made.js'
import { rollBackInvitations } from './roll-back-invitations.js'
import { rollBackThings } from './roll-back-things.js'
import { type OpenUsers, type RollbackEvents, rollBackUsers } from './roll-back-users.js'
import type { RollbackReport, ThingOutcome } from './rollback-report.js'
import { TextSet } from '../spill/text-set.js'

export interface RollbackOptions {
  run: RunFolder
  made: RunMade
  target: Pick<Target, 'send' | 'endpoint' | 'clockSkewMs'>
  concurrency: Pick<Concurrency, 'slot' | 'release'>
  allowed: RollbackPermissions
  isDryRun: boolean
  toolVersion: string
  effects: Effects
  /** Called when everybody was looked at, with those who stay: nothing of the others is kept. */
  onStaying?: ((ids: ReadonlySet<string>) => Promise<void>) | undefined
  /** Called after each user, with how many of them are settled. */
  onProgress: (done: number, total: number) => void
  stop: AbortSignal
}

/**
 * Deletes what a run created, and leaves the run's files where they are: the ledger says that nothing of it is left. The lock of the run must be
 * held. Takes up a rollback that was interrupted at any moment.
 *
 * @throws MigrationError when the target or the disk ends it
 */
export const runRollback = async (options: RollbackOptions): Promise<RollbackReport> => {
  const { run, made, isDryRun, toolVersion, effects, allowed } = options
  // Whom an earlier session deleted, a dry run finds gone: it writes nothing.
  if (isDryRun) return new Rollback(options, undefined).run()
  const now = new Date(effects.now()).toISOString()
  const head = {
    t: 'rollback',
    format: ledgerFormat,
    run: made.header.run,
    tool: toolVersion,
    at: now,
  } as const
  const ledger = await Ledger.open(run.rollback, head)
  let end: RollbackReport['end'] = 'partial'
  try {
    await ledger.append({ t: 'open', at: now, ...allowed })
    const report = await new Rollback(options, ledger).run()
    if (report.end !== 'interrupted') {
      const { kept, failed } = report
      await options.onStaying?.(new Set([...kept, ...failed].map(({ id }) => id)))
    }
    end = report.end
    return report
  } finally {
    ledger.note({ t: 'close', why: end })
    await ledger.close()
  }
}

class Rollback {
  readonly #options: RollbackOptions
  readonly #ledger: Ledger | undefined
  readonly #report: RollbackReport
  readonly #events: RollbackEvents
  /** In a dry run: those who would be deleted. */
  readonly #going: TextSet

  constructor(options: RollbackOptions, ledger: Ledger | undefined) {
    const { run, made, target, isDryRun } = options
    this.#options = options
    this.#ledger = ledger
    this.#going = new TextSet({ folder: run.folder })
    this.#report = {
      run: run.folder,
      endpoint: target.endpoint,
      isDryRun,
      end: 'interrupted',
      users: {
        made: made.users.size,
        deleted: ledger?.state.users.deletedCount ?? 0,
        gone: ledger?.state.users.goneCount ?? 0,
        kept: 0,
        failed: 0,
        unknown: 0,
      },
      kept: [],
      failed: [],
      things: [],
      invitations: { made: made.invitations.size, ...countInvitations(ledger), kept: 0, failed: 0 },
      changedOthers: made.changedOthers,
    }
    this.#events = this.#listen()
  }

  async run(): Promise<RollbackReport> {
    const { made, target, concurrency, allowed, stop } = this.#options
    const report = this.#report
    try {
      const users = await this.#listUsers()
      // Logto deletes the invitations of a user who is deleted; they are to be counted.
      await rollBackInvitations({
        send: target.send,
        ledger: this.#ledger,
        ids: made.invitations,
        allowed,
        counts: report.invitations,
        stop,
      })
      await rollBackUsers({
        send: target.send,
        concurrency,
        ledger: this.#ledger,
        runId: made.header.run,
        users,
        replacements: made.replacements,
        isIntended: (id) => this.#ledger?.state.users.isIntended(id) === true,
        allowed,
        events: this.#events,
        stop,
      })
      if (!stop.aborted) report.things = await this.#rollBackThings()
    } catch (error) {
      if (!stop.aborted || error instanceof MigrationError) throw error
    } finally {
      this.#going.close()
    }
    if (!stop.aborted) report.end = isComplete(report) ? 'complete' : 'partial'
    return report
  }

  /** Those that no earlier session has settled, with those that only the mark of the run shows. */
  async #listUsers(): Promise<OpenUsers> {
    const { made } = this.#options
    const settled = this.#ledger?.state.users
    const found = await findUnnamedUsers(this.#options)
    const { users } = this.#report
    // Found by their mark in an earlier session; no line of the checkpoint names them.
    let earlier = 0
    for (const id of settled?.doomed() ?? []) if (!found.users.has(id) && !made.users.has(id)) earlier += 1
    users.made += found.users.size + earlier
    users.unknown = Math.max(0, made.begun.size - found.begunFound - earlier)
    return listOpenUsers(made.users, found.users, settled)
  }

  async #rollBackThings(): Promise<ThingOutcome[]> {
    const { made, target, allowed, stop } = this.#options
    const settled = this.#ledger?.state.things
    const earlier: ThingOutcome[] = []
    const things = made.things.filter(({ kind, name, id }) => {
      const did = settled?.get(`${kind}:${name}`)
      if (did !== undefined) earlier.push({ kind, name, id, did })
      return did === undefined
    })
    const now = await rollBackThings({
      send: target.send,
      ledger: this.#ledger,
      things,
      allowed,
      isGoing: (id) => this.#going.has(id),
      stop,
    })
    return [...earlier, ...now]
  }

  #listen(): RollbackEvents {
    const { isDryRun, onProgress } = this.#options
    const { users, kept, failed } = this.#report
    const tell = (): void => onProgress(users.deleted + users.gone + users.kept + users.failed, users.made)
    return {
      onDeleted: (id) => {
        if (isDryRun) this.#going.add(id)
        users.deleted += 1
        tell()
      },
      onGone: () => {
        users.gone += 1
        tell()
      },
      onKept: (user) => {
        users.kept += 1
        kept.push(user)
        tell()
      },
      onFailed: (id, code) => {
        users.failed += 1
        failed.push({ id, code })
        tell()
      },
    }
  }
}

const countInvitations = (ledger: Ledger | undefined): { deleted: number; gone: number } => {
  const counts = { deleted: 0, gone: 0 }
  for (const did of ledger?.state.invitations.values() ?? []) counts[did] += 1
  return counts
}

/** What no permission could change does not hold the end up. */
const isComplete = ({ kept, failed, things, invitations }: RollbackReport): boolean =>
  failed.length + invitations.failed + invitations.kept === 0 &&
  kept.every(({ why }) => why.every((reason) => reason === 'there_before')) &&
  things.every(({ did, why }) => did !== 'failed' && why !== 'changed')
