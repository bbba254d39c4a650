import type { OpenRun } from '../../checkpoint/open-run.js'
import type { DriveOutcome } from '../../import/create/drive-record.js'
import type { ImportEvents } from '../../import/run-import.js'
import type { PlannedRecord } from '../../plan/record-planner.js'
import { listPlanSecrets } from '../../plan/used-secrets.js'
import type { Progress } from '../../report/progress/progress-state.js'
import type { RejectedFiles } from '../../report/run-files/rejected-files.js'
import type { JobContext } from '../job-context.js'
import type { RunSubject, RunView } from './run-view.js'
import type { RunControl } from './run-control.js'
import type { RunLog } from './run-log.js'

/** The rate shown is that of the last so many milliseconds. */
const rateWindowMs = 10_000
/** Counting who waits for memberships takes as long as there are many of them. */
const waitingIntervalMs = 1000
/** How soon the end of a rest is noticed. */
const maxTickMs = 1000

export interface MonitorOptions {
  context: JobContext
  control: RunControl
  view: RunView
  about: RunSubject
}

/** Watches a run and has it shown as often as its view wants. */
export class ImportMonitor {
  total: number | undefined
  /** The first record of this session for each reason, for people: place and message. */
  readonly examples = new Map<string, string>()
  readonly #options: MonitorOptions
  #run: OpenRun | undefined
  #done = 0
  /** Times and counts of users driven, to tell the rate of late. */
  readonly #marks: { atMs: number; driven: number }[] = []
  #driven = 0
  #log: RunLog | undefined
  #startedAtMs = 0
  #isOver = false
  #isResting = false
  #waiting = { atMs: -Infinity, users: 0 }
  #showing: AbortController | undefined

  constructor(options: MonitorOptions) {
    this.#options = options
  }

  start(): void {
    const { context, control, view, about } = this.#options
    this.#startedAtMs = context.effects.now()
    this.#marks.splice(0)
    this.#driven = 0
    const showing = new AbortController()
    this.#showing = showing
    control.onHold = (isHeld) => {
      if (isHeld) view.paused('operator', 'operator', undefined)
      else view.resumed()
      view.show(this.progress())
    }
    view.start(control, about)
    void this.#showAgain(showing.signal)
  }

  stop(): void {
    if (this.#showing === undefined) return
    this.#showing.abort()
    this.#showing = undefined
    this.#noticeEndOfRest()
    this.#isOver = true
    this.#options.view.end(this.progress())
  }

  /** A pass begins, from the first record on. */
  restart(total: number | undefined): void {
    this.total = total
    this.#done = 0
    this.#isOver = false
  }

  paused(reason: string, delayMs: number): void {
    this.#log?.paused(reason, delayMs)
    if (this.#isResting) return
    this.#isResting = true
    const { context, view } = this.#options
    view.paused('target', reason, context.effects.now() + delayMs)
  }

  listen(run: OpenRun, rejected: RejectedFiles, log: RunLog): ImportEvents {
    this.#log = log
    this.#run = run
    return {
      onRecord: (record, isDone) => {
        // Of a settled record only a refusal is of interest here: its line may have been lost with a crash.
        if (record.kind === 'rejected') {
          rejected.add(toRejection(record))
          for (const { code, message } of record.problems) this.#keepExample(code, record, message)
        } else if (isDone && run.state.failed.has(record.ordinal)) {
          rejected.add(toRefusal(record, run.state.failed.get(record.ordinal) ?? 'unknown'))
        }
        if (isDone || record.kind !== 'planned') this.#done += 1
      },
      onOutcome: (record, outcome) => {
        this.#done += 1
        this.#driven += 1
        this.#note(record, outcome, rejected, log)
      },
      onUnchanged: () => {
        this.#done += 1
      },
      onMembershipFailure: (ordinal, unit, code) => log.unitRefused(ordinal, unit, code),
      onUnsettled: (record, reason) => log.unsettled(record.ordinal, reason),
    }
  }

  progress(): Progress {
    const { context, control } = this.#options
    const nowMs = context.effects.now()
    const pace = control.pace()
    const perSecond = this.#perSecond(nowMs)
    const left = this.total === undefined ? undefined : Math.max(0, this.total - this.#done)
    const counts = this.#run?.state.counts
    return {
      done: this.#done,
      total: this.total,
      created: (counts?.created ?? 0) + (counts?.adopted ?? 0),
      updated: counts?.updated ?? 0,
      unchanged: counts?.unchanged ?? 0,
      existing: counts?.existing ?? 0,
      rejected: counts?.rejected ?? 0,
      failed: counts?.failed ?? 0,
      waiting: this.#countWaiting(nowMs),
      perSecond,
      isOver: this.#isOver,
      secondsLeft: left === undefined || perSecond === 0 ? undefined : left / perSecond,
      pace,
    }
  }

  async #showAgain(signal: AbortSignal): Promise<void> {
    const { context, view } = this.#options
    const tickMs = Math.min(maxTickMs, view.intervalMs)
    let shownAtMs = -Infinity
    try {
      for (;;) {
        // Timers are late, never early, and a second late is a whole tick late.
        if (context.effects.now() - shownAtMs > view.intervalMs - tickMs / 2) {
          shownAtMs = context.effects.now()
          view.show(this.progress())
        }
        await context.effects.sleep(tickMs, signal)
        this.#noticeEndOfRest()
      }
    } catch (error) {
      if (!signal.aborted) throw error
    }
  }

  #noticeEndOfRest(): void {
    const { kind } = this.#options.control.pace().cause
    if (!this.#isResting || kind === 'resting' || kind === 'outage') return
    this.#isResting = false
    if (kind !== 'held') this.#options.view.resumed()
  }

  #perSecond(nowMs: number): number {
    this.#marks.push({ atMs: nowMs, driven: this.#driven })
    while (this.#marks.length > 2 && nowMs - this.#marks[0]!.atMs > rateWindowMs) this.#marks.shift()
    const [oldest] = this.#isOver ? [{ atMs: this.#startedAtMs, driven: 0 }] : this.#marks
    const elapsedMs = nowMs - (oldest?.atMs ?? nowMs)
    return elapsedMs === 0 ? 0 : ((this.#driven - (oldest?.driven ?? 0)) * 1000) / elapsedMs
  }

  #countWaiting(nowMs: number): number {
    const open = this.#run?.state.open
    if (open === undefined) return 0
    if (!this.#isOver && nowMs - this.#waiting.atMs < waitingIntervalMs) return this.#waiting.users
    let users = 0
    for (const { left } of open.values()) if (left > 0) users += 1
    this.#waiting = { atMs: nowMs, users }
    return users
  }

  #note(record: PlannedRecord, outcome: DriveOutcome, rejected: RejectedFiles, log: RunLog): void {
    if (outcome.kind === 'failed') {
      rejected.add(toRefusal(record, outcome.code))
      log.refused(record.ordinal, outcome.code, outcome.status)
      this.#keepExample(outcome.code, record, 'refused by Logto')
    } else if ('failedSteps' in outcome) {
      for (const { unit, code } of outcome.failedSteps) log.unitRefused(record.ordinal, unit, code)
    }
  }

  #keepExample(code: string, { file, line }: PlannedRecord, message: string): void {
    if (!this.examples.has(code)) this.examples.set(code, `${file}:${line}  ${message}`)
  }
}

const toRejection = (record: PlannedRecord & { kind: 'rejected' }) => ({
  ordinal: record.ordinal,
  file: record.file,
  line: record.line,
  sourceKey: record.sourceKey,
  codes: record.problems.map((problem) => problem.code),
  messages: record.problems.map((problem) => problem.message),
  record: record.record,
  raw: record.raw,
  usedSecrets: record.usedSecrets,
})

const toRefusal = (record: PlannedRecord, code: string) => ({
  ordinal: record.ordinal,
  file: record.file,
  line: record.line,
  sourceKey: record.sourceKey,
  codes: [code],
  messages: [`Logto refused the user for good: ${code}.`],
  record: record.record,
  raw: undefined,
  usedSecrets: record.kind === 'planned' ? listPlanSecrets(record.plan) : undefined,
})
