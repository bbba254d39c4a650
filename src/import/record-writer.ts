import { RetriesExhaustedError } from '../logto/retry/retries-exhausted-error.js'
import type { PlannedRecord } from '../plan/record-planner.js'
import { createImportContext } from './create-import-context.js'
import { type ChangedRecord, DeltaPass } from './changes/delta-pass.js'
import { driveChange } from './changes/drive-change.js'
import { type Deferred, driveRecord, type DriveOutcome, fail } from './create/drive-record.js'
import { FailingAlike } from './failing-alike.js'
import { FaultJudge } from './fault-judge.js'
import type { ImportContext } from './import-context.js'
import type { ImportEnd, ImportOptions } from './import-options.js'
import { InputMarks } from './input-marks.js'
import { LookAhead } from './create/look-ahead.js'
import { widenBatches } from './create/widen-batches.js'
import { MembershipSender } from './memberships/membership-sender.js'
import { type MembershipBatch, MembershipGatherer } from './memberships/memberships.js'
import { settleVanished } from './changes/settle-vanished.js'
import { WorkInFlight } from '../pace/concurrency/work-in-flight.js'

/** A record to be driven; `known` when an earlier pass brought its user in. */
type Work = Pick<ChangedRecord, 'record'> & Partial<ChangedRecord>

/** Drives the records of one session, as many at a time as the concurrency allows. */
export class RecordWriter {
  readonly #options: ImportOptions
  readonly #context: ImportContext
  readonly #gatherer: MembershipGatherer
  readonly #alike = new FailingAlike()
  readonly #marks: InputMarks
  readonly #work: WorkInFlight
  /** To be driven once more in the end, when the target may be well again. */
  #unsettled: Work[] = []
  /** Whose identifiers others may give up: driven once more when everybody else is done. */
  #deferred: Work[] = []
  readonly #wantedIds = new Set<string>()
  readonly #delta: DeltaPass | undefined
  readonly #sender: MembershipSender
  readonly #ahead: LookAhead
  #isIncomplete = false
  #leavesRest = false
  #begun = 0
  readonly #faults: FaultJudge

  constructor(options: ImportOptions) {
    this.#options = options
    this.#context = createImportContext(options)
    this.#gatherer = new MembershipGatherer(options.effects.now)
    this.#sender = new MembershipSender(this.#context.send, options.run, options.events.onMembershipFailure)
    this.#marks = new InputMarks(options.run)
    const { concurrency, stop, run } = options
    this.#work = new WorkInFlight({ concurrency, stop, findFailure: () => run.journal.failure })
    const delta = options.delta && new DeltaPass(options.delta.base, this.#context, options.run)
    if (delta !== undefined) this.#context.mayBeFreed = (holderIds) => delta.mayFree(holderIds)
    this.#delta = delta
    this.#faults = new FaultJudge(run.state)
    this.#ahead = new LookAhead(options.send)
    this.#context.takeHolders = (ordinal) => this.#ahead.take(ordinal)
  }

  async writeAll(): Promise<ImportEnd> {
    const { records, limit = Infinity } = this.#options
    let isCut = false
    outer: for await (const batch of widenBatches(records, () => this.#ahead.isOn)) {
      for (const [index, record] of batch.entries()) {
        if (this.#work.mustStop) break outer
        if (this.#begun >= limit) {
          isCut = true
          break outer
        }
        if (this.#ahead.isOn && !this.#ahead.hasLookedUp(record.ordinal))
          await this.#ahead.lookUpFrom(batch.slice(index), (next) => this.#isUntouched(next))
        await this.#take(record)
      }
    }
    await this.#submitChanged()
    await this.settle()
    for (const work of this.#unsettled.splice(0)) await this.#submit(work)
    await this.settle()
    const vanishedError = isCut || this.#work.mustStop ? undefined : await this.#settleVanished()
    // While some have not vanished yet, nobody can say that they keep what others wait for.
    if (!isCut && vanishedError === undefined && !this.#isIncomplete) await this.#submitDeferred()
    if (!this.#work.mustStop) {
      for (const batch of this.#gatherer.takeAll()) this.#sendBatch(batch)
      await this.settle()
      for (const batch of this.#sender.takeUnsettled()) this.#sendBatch(batch)
      await this.settle()
    }
    const failure = this.#work.failure ?? vanishedError
    if (failure !== undefined) throw failure.error
    if (this.#options.stop.aborted) return 'interrupted'
    if (isCut || this.#leavesRest) return 'limited'
    const { state } = this.#options.run
    const isSettled = state.begun.size === 0 && ![...state.open.values()].some(({ left }) => left > 0)
    // Some never came as far as the checkpoint: what they need could not be looked up.
    return isSettled && this.#unsettled.length === 0 && !this.#isIncomplete ? 'complete' : 'incomplete'
  }

  /** Waits until nothing is in flight. */
  settle(): Promise<void> {
    return this.#work.settle()
  }

  async #take(record: PlannedRecord): Promise<void> {
    const { run, events } = this.#options
    const { ordinal } = record
    this.#marks.pass(ordinal, record.sourceKey)
    this.#delta?.see(record)
    const isDone = run.state.done.has(ordinal)
    events.onRecord(record, isDone)
    if (isDone || !this.#isToBeDriven(ordinal)) return
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

  /** A retry takes up what was tried; what was never begun is for a resume. */
  #isToBeDriven(ordinal: number): boolean {
    const { run, isRetry = false } = this.#options
    const { begun, open, reopened } = run.state
    if (!isRetry || begun.has(ordinal) || open.has(ordinal) || reopened.has(ordinal)) return true
    this.#leavesRest = true
    return false
  }

  async #submitChanged(): Promise<void> {
    this.#delta?.flush()
    if (this.#work.mustStop) return
    const changed = (await this.#orLater(this.#delta?.takeChanged())) ?? []
    for (const work of changed) await this.#submit(work)
  }

  /** Returns what ends the run when everything else is done. */
  async #settleVanished(): Promise<{ error: unknown } | undefined> {
    const { delta, stop } = this.#options
    if (delta === undefined || this.#delta === undefined) return undefined
    try {
      await this.#orLater(settleVanished(this.#context, this.#delta, delta.vanished, this.#wantedIds, stop))
      return undefined
    } catch (error) {
      return { error }
    }
  }

  /** Now nobody gives an identifier up any more. */
  async #submitDeferred(): Promise<void> {
    for (let before = Infinity; this.#deferred.length > 0 && this.#deferred.length < before;) {
      // One may wait for another: as long as somebody gets through, it is worth another round.
      before = this.#deferred.length
      for (const work of this.#deferred.splice(0)) await this.#submit(work)
      await this.settle()
    }
    this.#context.mayBeFreed = () => false
    for (const work of this.#deferred.splice(0)) await this.#submit(work)
    await this.settle()
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

  #submit(work: Work): Promise<void> {
    const { ordinal, plan } = work.record
    const { ahead } = this.#context
    const drive = (): Promise<void> => this.#drive(work)
    // `--limit` is of records that are begun.
    const counted = (begin: () => Promise<void>) => (): Promise<void> => {
      this.#begun += 1
      return begin()
    }
    const mayBegin = this.#options.beginsAhead === true && work.known === undefined && this.#ahead.isNeedless
    if (!mayBegin || !ahead.isUntouched(ordinal)) return this.#work.submit(counted(drive))
    return this.#work.submitPrepared(
      counted(() => ahead.begin(ordinal, plan.sourceKey)),
      drive,
    )
  }

  async #drive(work: Work): Promise<void> {
    const { events } = this.#options
    const { record } = work
    try {
      const outcome = await this.#driveRecord(work)
      if (outcome.kind === 'deferred') {
        this.#deferred.push(work)
        for (const id of outcome.holderIds) this.#wantedIds.add(id)
        return
      }
      this.#faults.judged()
      this.#ahead.note(outcome)
      events.onOutcome(record, outcome)
      if (outcome.kind === 'failed') this.#alike.failed(outcome.code)
      else this.#alike.succeeded()
    } catch (error) {
      if (!(error instanceof RetriesExhaustedError)) throw error
      this.#leaveOpen(work, error)
    }
  }

  /** Driven once more in the end, or by the next session. */
  #leaveOpen(work: Work, error: RetriesExhaustedError): void {
    const { record } = work
    const { reason, status } = error
    if (this.#faults.isOwnFault(record.ordinal, error)) {
      this.#options.events.onOutcome(record, fail(this.#context, record.ordinal, reason, status))
      return
    }
    this.#unsettled.push(work)
    this.#options.events.onUnsettled(record, reason)
    // Broken at once or after a while: it is the same trouble.
    if (reason === 'server_error' || reason === 'overloaded') this.#alike.failed('server_error')
  }

  #isUntouched({ ordinal, sourceKey }: PlannedRecord): boolean {
    if (!this.#context.ahead.isUntouched(ordinal)) return false
    return sourceKey === undefined || this.#delta?.base.users.has(sourceKey) !== true
  }

  #driveRecord({ record: { ordinal, plan }, known }: Work): Promise<DriveOutcome | Deferred> {
    const { resolvers } = this.#options
    return known === undefined || this.#delta === undefined
      ? driveRecord(this.#context, ordinal, plan, resolvers, this.#gatherer)
      : driveChange(this.#context, ordinal, plan, known, this.#delta.base, resolvers, this.#gatherer)
  }

  #sendBatch(batch: MembershipBatch): void {
    this.#work.track(this.#sender.send(batch, () => this.#work.failure === undefined))
  }
}
