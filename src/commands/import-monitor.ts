import type { OpenRun } from '../checkpoint/open-run.js'
import type { DriveOutcome } from '../import/drive-record.js'
import type { ImportEvents } from '../import/run-import.js'
import type { PlannedRecord } from '../plan/record-planner.js'
import { describeProgress, type Progress } from '../report/progress-line.js'
import type { RejectedFiles } from '../report/rejected-files.js'
import type { CommandContext } from './context.js'
import type { RunLog } from './run-log.js'

const terminalIntervalMs = 200
const plainIntervalMs = 10_000
/** The rate shown is that of the last so many milliseconds. */
const rateWindowMs = 10_000

/** Watches a run: one live line on a terminal, one line every ten seconds elsewhere. */
export class ImportMonitor {
  total: number | undefined
  /** The first record of this session for each reason, for people: place and message. */
  readonly examples = new Map<string, string>()
  readonly #context: CommandContext
  readonly #rate: string
  #done = 0
  #rejected = 0
  #failed = 0
  /** Times and counts of users driven, to tell the rate of late. */
  readonly #marks: { atMs: number; driven: number }[] = []
  #driven = 0
  #pause: { reason: string; untilMs: number } | undefined
  #log: RunLog | undefined
  #timer: NodeJS.Timeout | undefined
  #startedAtMs = 0
  #isOver = false

  constructor(context: CommandContext, rate: string) {
    this.#context = context
    this.#rate = rate
  }

  start(): void {
    const { isTerminal, effects } = this.#context
    this.#startedAtMs = effects.now()
    this.#marks.push({ atMs: this.#startedAtMs, driven: 0 })
    this.#timer = setInterval(() => this.#show(), isTerminal ? terminalIntervalMs : plainIntervalMs)
    if (isTerminal) this.#show()
  }

  stop(): void {
    if (this.#timer === undefined) return
    clearInterval(this.#timer)
    this.#timer = undefined
    this.#isOver = true
    this.#show()
    if (this.#context.isTerminal) this.#context.stderr('\n')
  }

  paused(reason: string, delayMs: number): void {
    this.#pause = { reason, untilMs: this.#context.effects.now() + delayMs }
    this.#log?.paused(reason, delayMs)
  }

  listen(run: OpenRun, rejected: RejectedFiles, log: RunLog): ImportEvents {
    this.#log = log
    return {
      onRecord: (record, isDone) => {
        // Of a settled record only a refusal is of interest here: its line may have been lost with a crash.
        if (record.kind === 'rejected') {
          this.#rejected += 1
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
      onMembershipFailure: (ordinal, unit, code) => log.unitRefused(ordinal, unit, code),
      onUnsettled: (record, reason) => log.unsettled(record.ordinal, reason),
    }
  }

  #note(record: PlannedRecord, outcome: DriveOutcome, rejected: RejectedFiles, log: RunLog): void {
    if (outcome.kind === 'failed') {
      this.#failed += 1
      rejected.add(toRefusal(record, outcome.code))
      log.refused(record.ordinal, outcome.code, outcome.status)
      this.#keepExample(outcome.code, record, 'refused by Logto')
    } else if (outcome.kind !== 'existing') {
      for (const { unit, code } of outcome.failedSteps) log.unitRefused(record.ordinal, unit, code)
    }
  }

  #keepExample(code: string, { file, line }: PlannedRecord, message: string): void {
    if (!this.examples.has(code)) this.examples.set(code, `${file}:${line}  ${message}`)
  }

  #show(): void {
    const { isTerminal, stderr, columns } = this.#context
    const line = describeProgress(this.#progress(), isTerminal ? columns() : 120)
    stderr(isTerminal ? `\r\x1b[2K${line}` : `${line}\n`)
  }

  #progress(): Progress {
    const nowMs = this.#context.effects.now()
    this.#marks.push({ atMs: nowMs, driven: this.#driven })
    while (this.#marks.length > 2 && nowMs - this.#marks[0]!.atMs > rateWindowMs) this.#marks.shift()
    const [oldest] = this.#isOver ? [{ atMs: this.#startedAtMs, driven: 0 }] : this.#marks
    const elapsedMs = nowMs - (oldest?.atMs ?? nowMs)
    const perSecond = elapsedMs === 0 ? 0 : ((this.#driven - (oldest?.driven ?? 0)) * 1000) / elapsedMs
    const isPaused = this.#pause !== undefined && this.#pause.untilMs > nowMs
    return {
      done: this.#done,
      total: this.total,
      rejected: this.#rejected,
      failed: this.#failed,
      perSecond,
      isOver: this.#isOver,
      secondsLeft:
        this.total === undefined || perSecond === 0 ? undefined : (this.total - this.#done) / perSecond,
      pace: isPaused ? `waiting: ${this.#pause?.reason}` : `limit ${this.#rate}`,
    }
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
})
