import type { CanaryReport } from './canary-report.js'
import { readEntries } from '../../checkpoint/read-checkpoint.js'
import type { DriveOutcome } from '../../import/create/drive-record.js'
import { type ImportEnd, type ImportOptions, runImport } from '../../import/run-import.js'
import { RetriesExhaustedError } from '../../logto/retry/retries-exhausted-error.js'
import { MigrationError } from '../../outcome/migration-error.js'
import { type CanaryPick, CanaryPicker } from '../../plan/pick-canaries.js'
import type { PlannedRecord } from '../../plan/record-planner.js'
import { checkCanaries, type PlannedCanary } from './canary-check.js'
import type { JobContext } from '../job-context.js'

export interface CanaryOptions {
  /** So many users of all kinds are imported first and read back. */
  canary?: string | number | undefined
  /** Everything is confirmed in advance. */
  yes?: boolean | undefined
  delta?: boolean | undefined
}

/** `canary`: it is verified and the rest waits. `canary_differs`: it is not what it should be. */
export type CanaryEnd = ImportEnd | 'canary' | 'canary_differs'

/** Undefined without --canary. Throws MigrationError('usage') where there can be none. */
export const openCanary = (options: CanaryOptions, isOnce: boolean): CanaryPicker | undefined => {
  const { canary, delta } = options
  if (canary === undefined) return undefined
  if (!/^[1-9]\d{0,4}$/.test(String(canary)))
    throw usage(`--canary takes a number from 1 to 99999, got "${canary}"`)
  if (isOnce) throw usage('--canary reads the input more than once: give files instead of a stream')
  if (delta === true) throw usage('--canary does not go with --delta: only the first import has a canary')
  return new CanaryPicker(Number(canary))
}

export interface CanaryParts {
  context: JobContext
  isConfirmed: boolean
  pick: CanaryPick
  /** Of the whole import; its records are read up to the last canary. */
  options: ImportOptions
  /** Reads the input once more, for the rest. */
  reopen: () => Promise<AsyncIterable<PlannedRecord[]>>
  monitor: {
    start(): void
    stop(): void
    restart(total: number | undefined): void
    total: number | undefined
  }
  onReport: (report: CanaryReport) => void
}

/**
 * Imports the canaries, reads them back, and goes on with the rest where --yes or the operator says so. What is
 * wrong with a canary ends the run before the rest is touched.
 */
export const importWithCanary = async (parts: CanaryParts): Promise<CanaryEnd> => {
  const { context, isConfirmed, pick, options, monitor } = parts
  const { total } = monitor
  monitor.restart(pick.ordinals.size)
  monitor.start()
  const outcomes = await readSettled(options, pick.ordinals)
  const canaries: PlannedCanary[] = []
  const end = await runImport({
    ...options,
    limit: undefined,
    records: takeCanaries(options.records, pick.ordinals, canaries),
    events: {
      ...options.events,
      onOutcome: (record, outcome) => {
        noteOutcome(outcomes, record.ordinal, outcome)
        options.events.onOutcome(record, outcome)
      },
    },
  })
  monitor.stop()
  if (end === 'interrupted') return end

  const problems = await checkCanaries({ ...outcomes, ...options, canaries }).catch(endRun)
  const report = {
    users: canaries.length,
    shapes: pick.shapes,
    coveredShapes: pick.coveredShapes,
    existing: canaries.filter(({ ordinal }) => outcomes.existing.has(ordinal)).length,
    problems,
    isVerified: problems.length === 0,
  }
  parts.onReport(report)
  if (!report.isVerified) return 'canary_differs'
  if (!isConfirmed && (await context.ask?.({ question: 'canary', canary: report })) !== true) return 'canary'

  const records = await parts.reopen()
  monitor.restart(total)
  monitor.start()
  return runImport({ ...options, records })
}

interface Outcomes {
  ids: Map<number, string>
  existing: Set<number>
}

/** An earlier session may have brought some of them in. */
const readSettled = async ({ run }: ImportOptions, wanted: ReadonlySet<number>): Promise<Outcomes> => {
  const outcomes: Outcomes = { ids: new Map(), existing: new Set() }
  if (!run.isResumed) return outcomes
  for await (const entries of readEntries(run.run.checkpoint)) {
    for (const entry of entries) {
      // Ordinals start again with a newer export.
      if (entry.t === 'delta') {
        outcomes.ids.clear()
        outcomes.existing.clear()
      } else if ((entry.t === 'created' || entry.t === 'adopted') && wanted.has(entry.n)) {
        outcomes.ids.set(entry.n, entry.id)
      } else if (entry.t === 'existing' && wanted.has(entry.n)) {
        outcomes.existing.add(entry.n)
      }
    }
  }
  return outcomes
}

const noteOutcome = ({ ids, existing }: Outcomes, ordinal: number, outcome: DriveOutcome): void => {
  if (outcome.kind === 'existing') existing.add(ordinal)
  else if ('id' in outcome) ids.set(ordinal, outcome.id)
}

/** A lookup that failed for good leaves the canary unproved; the run can be resumed, with the same canary. */
const endRun = (error: unknown): never => {
  if (!(error instanceof RetriesExhaustedError)) throw error
  throw new MigrationError('target', error.reason, `the canary could not be read back: ${error.message}`, {
    cause: error,
  })
}

/** The canaries alone, and nothing read behind the last of them. */
async function* takeCanaries(
  records: AsyncIterable<PlannedRecord[]>,
  wanted: ReadonlySet<number>,
  taken: PlannedCanary[],
): AsyncGenerator<PlannedRecord[]> {
  for await (const batch of records) {
    const chosen = batch.filter(({ ordinal }) => wanted.has(ordinal))
    for (const record of chosen) if (record.kind === 'planned') taken.push(record)
    if (chosen.length > 0) yield chosen
    if (taken.length === wanted.size) return
  }
}

const usage = (message: string): MigrationError => new MigrationError('usage', 'flag_invalid', message)
