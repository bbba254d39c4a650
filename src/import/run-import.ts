import type { OpenRun } from '../checkpoint/open-run.js'
import type { DeltaBase } from '../checkpoint/read-base.js'
import type { Effects } from '../effects/effects.js'
import type { Send } from '../logto/api-call.js'
import type { Concurrency } from '../pace/concurrency.js'
import type { Fingerprinter } from '../plan/fingerprint-plan.js'
import type { PlannedRecord } from '../plan/record-planner.js'
import { RetriesExhaustedError } from '../logto/retries-exhausted-error.js'
import { assignMemberships, type ReportUsers } from './assign-memberships.js'
import { Claims } from './claims.js'
import { type ChangedRecord, DeltaPass } from './delta-pass.js'
import { driveChange } from './drive-change.js'
import { driveRecord, type DriveOutcome } from './drive-record.js'
import { FailingAlike } from './failing-alike.js'
import { findHolders, OwnUserFinder } from './find-user.js'
import type { ImportContext } from './import-context.js'
import { InputMarks } from './input-marks.js'
import { type MembershipBatch, MembershipGatherer } from './memberships.js'
import type { Resolvers } from './resolve-memberships.js'
import { PlanPrints } from './plan-prints.js'
import { settleVanished, type VanishedRules } from './settle-vanished.js'
import { splitByMembership } from './split-by-membership.js'

export interface ImportOptions {
  /** Planned records in the order of the input. */
  records: AsyncIterable<PlannedRecord[]>
  run: OpenRun
  send: Send
  concurrency: Concurrency
  resolvers: Resolvers
  effects: Effects
  onConflict: 'skip' | 'update' | 'fail'
  /** Makes the fingerprints that a later delta compares; without it none are kept. */
  fingerprinter?: Fingerprinter | undefined
  /** The input is a newer export than that of the passes before. */
  delta?: DeltaRules | undefined
  /** Deletes and creates a user again whose password changed, unless they have signed in. @default false */
  recreateOnPasswordChange?: boolean | undefined
  /** @default 1000 */
  settleMs?: number
  /** At most so many records are begun in this session. */
  limit?: number
  /** Aborted: no new work; what is in flight is finished. */
  stop: AbortSignal
  /** How far the target's clock is ahead of ours, milliseconds. */
  clockSkewMs(): number
  events: ImportEvents
}

export interface DeltaRules {
  base: DeltaBase
  /** What becomes of users who are not in the newer export. */
  vanished: VanishedRules
  /** Takes roles and organizations away that the newer record no longer has. */
  deleteMissingMemberships: boolean
}

/** What happens in a run, for progress, reports and the file of rejected records. */
export interface ImportEvents {
  /** The record was read; `isDone` when an earlier session settled it. */
  onRecord(record: PlannedRecord, isDone: boolean): void
  onOutcome(record: PlannedRecord, outcome: DriveOutcome): void
  /** The record is as it was in the pass before. */
  onUnchanged?(record: PlannedRecord): void
  /** After many attempts still without a known outcome; the next resume looks it up. */
  onUnsettled(record: PlannedRecord, reason: string): void
  onMembershipFailure(ordinal: number, unit: string, code: string): void
}

/**
 * `complete`: every record of the input has its outcome. `limited`: --limit ended the session. `incomplete`:
 * everything was tried, and some outcomes are still not known.
 */
export type ImportEnd = 'complete' | 'interrupted' | 'limited' | 'incomplete'

/**
 * Drives every record that is not settled yet. Resolves when all of them are, or when `stop` was aborted and
 * the requests in flight have been answered. Throws MigrationError when the target or the disk ends the run;
 * the checkpoint then still holds everything that is known.
 */
export const runImport = async (options: ImportOptions): Promise<ImportEnd> => {
  const writer = new RecordWriter(options)
  try {
    const end = await writer.writeAll()
    return end
  } finally {
    await writer.settle()
  }
}

/** A record to be driven; `known` when an earlier pass brought its user in. */
type Work = Pick<ChangedRecord, 'record'> & Partial<ChangedRecord>

class RecordWriter {
  readonly #options: ImportOptions
  readonly #context: ImportContext
  readonly #gatherer: MembershipGatherer
  readonly #alike = new FailingAlike()
  readonly #marks: InputMarks
  readonly #inFlight = new Set<Promise<void>>()
  /** Membership requests of one organization go out one after the other: roles need the membership. */
  readonly #batchTail = new Map<string, Promise<void>>()
  /** To be driven once more in the end, when the target may be well again. */
  #unsettled: Work[] = []
  readonly #delta: DeltaPass | undefined
  #unsettledBatches: MembershipBatch[] = []
  #isIncomplete = false
  #failure: { error: unknown } | undefined
  #begun = 0

  constructor(options: ImportOptions) {
    this.#options = options
    this.#context = createContext(options)
    this.#gatherer = new MembershipGatherer(options.effects.now)
    this.#marks = new InputMarks(options.run)
    this.#delta = options.delta && new DeltaPass(options.delta.base, this.#context, options.run)
  }

  async writeAll(): Promise<ImportEnd> {
    const { records, limit = Infinity } = this.#options
    let isCut = false
    outer: for await (const batch of records) {
      for (const record of batch) {
        if (this.#mustStop()) break outer
        if (this.#begun >= limit) {
          isCut = true
          break outer
        }
        await this.#take(record)
      }
    }
    await this.#submitChanged()
    await this.settle()
    for (const work of this.#unsettled.splice(0)) await this.#submit(work)
    await this.settle()
    if (!this.#mustStop()) {
      for (const batch of this.#gatherer.takeAll()) this.#sendBatch(batch)
      await this.settle()
      for (const batch of this.#unsettledBatches.splice(0)) this.#sendBatch(batch)
      await this.settle()
    }
    if (!isCut && !this.#mustStop()) await this.#settleVanished()
    if (this.#failure !== undefined) throw this.#failure.error
    if (this.#options.stop.aborted) return 'interrupted'
    if (isCut) return 'limited'
    const { state } = this.#options.run
    const isSettled = state.begun.size === 0 && ![...state.open.values()].some(({ left }) => left > 0)
    return isSettled && !this.#isIncomplete ? 'complete' : 'incomplete'
  }

  /** Waits until nothing is in flight. */
  async settle(): Promise<void> {
    while (this.#inFlight.size > 0) await Promise.all(this.#inFlight)
  }

  async #take(record: PlannedRecord): Promise<void> {
    const { run, events } = this.#options
    const { ordinal } = record
    this.#marks.pass(ordinal, record.sourceKey)
    this.#delta?.see(record)
    const isDone = run.state.done.has(ordinal)
    events.onRecord(record, isDone)
    if (isDone) return
    if (record.kind !== 'planned' && run.state.open.has(ordinal)) {
      // The config changed after the user was created: what is there stays, and nothing more is to come.
      run.journal.note({ t: 'left', n: ordinal, left: 0 })
      return
    }
    if (record.kind === 'rejected') {
      const codes = record.problems.map((problem) => problem.code)
      run.journal.note({ t: 'rejected', n: ordinal, at: run.at(), key: record.sourceKey, codes })
      return
    }
    if (record.kind === 'skipped') {
      run.journal.note({ t: 'skipped', n: ordinal, at: run.at(), key: record.sourceKey, code: record.code })
      return
    }
    const sorted = this.#delta?.sort(record) ?? 'new'
    if (sorted === 'same') return events.onUnchanged?.(record)
    if (sorted === 'new') await this.#submit({ record })
    else if (this.#delta?.isFull === true) await this.#submitChanged()
    for (const batch of this.#gatherer.takeRipe()) this.#sendBatch(batch)
  }

  async #submitChanged(): Promise<void> {
    this.#delta?.flush()
    if (this.#mustStop()) return
    const changed = (await this.#orLater(this.#delta?.takeChanged())) ?? []
    for (const work of changed) await this.#submit(work)
  }

  async #settleVanished(): Promise<void> {
    const { delta, stop } = this.#options
    if (delta === undefined || this.#delta === undefined) return
    await this.#orLater(settleVanished(this.#context, this.#delta, delta.vanished, stop))
  }

  /** What the target did not answer is left to the next resume. */
  async #orLater<Value>(work: Promise<Value> | undefined): Promise<Value | undefined> {
    try {
      return await work
    } catch (error) {
      if (!(error instanceof RetriesExhaustedError)) throw error
      this.#isIncomplete = true
      return undefined
    }
  }

  /** Waits for a free slot, so that nothing is queued ahead, and lets the record go. */
  async #submit(work: Work): Promise<void> {
    const { concurrency, stop } = this.#options
    if (this.#mustStop()) return
    try {
      await concurrency.slot(stop)
    } catch (error) {
      if (stop.aborted) return
      throw error
    }
    if (this.#mustStop()) return concurrency.release()
    this.#begun += 1
    this.#track(this.#drive(work))
  }

  async #drive(work: Work): Promise<void> {
    const { concurrency, events } = this.#options
    const { record } = work
    try {
      const outcome = await this.#driveRecord(work)
      events.onOutcome(record, outcome)
      if (outcome.kind === 'failed') this.#alike.failed(outcome.code)
      else this.#alike.succeeded()
    } catch (error) {
      if (!(error instanceof RetriesExhaustedError)) throw error
      this.#unsettled.push(work)
      events.onUnsettled(record, error.reason)
    } finally {
      concurrency.release()
    }
  }

  #driveRecord({ record: { ordinal, plan }, known }: Work): Promise<DriveOutcome> {
    const { resolvers } = this.#options
    return known === undefined || this.#delta === undefined
      ? driveRecord(this.#context, ordinal, plan, resolvers, this.#gatherer)
      : driveChange(this.#context, ordinal, plan, known, this.#delta.base, resolvers, this.#gatherer)
  }

  #sendBatch(batch: MembershipBatch): void {
    const { membership } = batch
    const key = membership.kind === 'role' ? membership.unit : membership.organizationId
    const before = this.#batchTail.get(key) ?? Promise.resolve()
    const work = before.then(() => (this.#failure === undefined ? this.#assign(batch) : undefined))
    this.#batchTail.set(
      key,
      work.catch(() => undefined),
    )
    this.#track(work)
  }

  async #assign(batch: MembershipBatch): Promise<void> {
    const { unit } = batch.membership
    const { run, events } = this.#options
    const settled = new Set<number>()
    const report: ReportUsers = (users, code) => {
      const n = users.map((user) => user.ordinal)
      for (const ordinal of n) settled.add(ordinal)
      run.journal.note({ t: 'batch', unit, n, ok: code === undefined, at: run.at(), code })
      if (code !== undefined) for (const ordinal of n) events.onMembershipFailure(ordinal, unit, code)
    }
    const { ready, refused } = splitByMembership(batch, run.state.open)
    for (const [code, users] of refused) report(users, code)
    try {
      if (ready.length > 0) await assignMemberships(this.#context.send, { ...batch, users: ready }, report)
    } catch (error) {
      if (!(error instanceof RetriesExhaustedError)) throw error
    }
    const users = batch.users.filter(({ ordinal }) => !settled.has(ordinal))
    // Open units in the checkpoint: tried once more in the end, then by the next resume.
    if (users.length > 0) this.#unsettledBatches.push({ ...batch, users })
  }

  #track(work: Promise<void>): void {
    const tracked = work
      .catch((error: unknown) => {
        this.#failure ??= { error }
      })
      .finally(() => this.#inFlight.delete(tracked))
    this.#inFlight.add(tracked)
  }

  #mustStop(): boolean {
    this.#failure ??= this.#options.run.journal.failure && { error: this.#options.run.journal.failure }
    return this.#failure !== undefined || this.#options.stop.aborted
  }
}

const createContext = ({
  run,
  send,
  effects,
  onConflict,
  fingerprinter,
  delta,
  recreateOnPasswordChange = false,
  settleMs = 1000,
  clockSkewMs,
}: ImportOptions): ImportContext => {
  const header = run.state.header!
  const runStartedAtMs = Date.parse(header.at) + clockSkewMs() - clockToleranceMs
  const claims = new Claims(run.run.checkpoint)
  const finder = new OwnUserFinder(send, effects, runStartedAtMs, claims)
  return {
    send,
    journal: run.journal,
    at: run.at,
    effects,
    signal: undefined,
    runId: header.run,
    runStartedAtMs,
    onConflict,
    prints: fingerprinter && new PlanPrints(fingerprinter, run.journal),
    deleteMissingMemberships: delta?.deleteMissingMemberships ?? false,
    recreateOnPasswordChange,
    settleMs,
    findOwn: (body, sinceMs) => finder.find(body, runStartedAtMs + sinceMs),
    claim: (body, userId) => claims.add(body, userId),
    findHolders: (body) => findHolders(send, body),
  }
}

/** The Date header has whole seconds, and clocks drift during a night. */
const clockToleranceMs = 10_000
