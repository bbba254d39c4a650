import type { Settings, TargetSettings } from '../config/settings.js'
import { MigrationError } from '../outcome/migration-error.js'
import type { PlannedRecord } from '../plan/record-planner.js'
import type { FieldUseReport } from '../presets/field-use.js'
import type { PreflightReport } from '../preflight/preflight-report.js'
import { Census, type CensusReport } from '../report/census/census.js'
import { listDecisions } from '../report/census/census-decisions.js'
import { settleColumns } from '../report/census/settle-columns.js'
import type { CensusPrice } from '../report/census/census-text.js'
import type { InputNote } from '../source/input/input-notes.js'
import type { ProofReport } from '../verify/proofs/password-proofs.js'
import { PasswordProver } from '../verify/proofs/prove-passwords.js'
import { checkInvitations, type InvitationCheck } from './check/check-invitations.js'
import { estimateSeconds } from './estimate-seconds.js'
import { expandFiles, openPipeline, type Pipeline } from './input/open-pipeline.js'
import type { JobContext } from './job-context.js'
import { takeSettings } from './input/take-settings.js'
import { type JobOptions, openJob, targetOf } from './job-options.js'
import { tellSource } from './tell-source.js'
import { openKnownPasswords } from './verify/open-known-passwords.js'

export interface CheckUsersOptions extends JobOptions {
  /** Records that may be rejected: a number, or a share such as `2%`. Default: 0. */
  maxRejected?: string | number | undefined
  /** File of known passwords, to be checked against the converted digests. */
  passwords?: string | undefined
  /** Asks the target as well; nothing is written. */
  online?: boolean | undefined
}

/** What an import would do, told without doing it. */
export interface CheckReport extends CensusReport, CensusPrice {
  /** Name of the preset. */
  source: string
  /** Name of the preset that the content looks like, where another one was named. */
  lookalike: string | undefined
  files: string[]
  columns: FieldUseReport[]
  notes: InputNote[]
  invitations: InvitationCheck | undefined
  passwordProof: ProofReport | undefined
  elapsedMs: number
  online: PreflightReport | undefined
}

export interface CheckResult {
  report: CheckReport
  /**
   * False when there are no records, more are rejected than allowed, an invitation cannot be sent, a known password does not match
   * what Logto is going to get, the target is not ready, or somebody could not sign in
   * there.
   */
  isReady: boolean
}

/** Reads, maps and validates everything as an import would, without the network unless `online`. */
export const checkUsers = async (options: CheckUsersOptions): Promise<CheckResult> => {
  const context = openJob(options)
  const isTolerable = readTolerance(options.maxRejected)
  const target = options.online === true ? targetOf(options) : undefined
  const { settings } = await takeSettings(options)
  const files = await expandFiles(settings)
  const known = await openKnownPasswords(options.passwords, files, context)
  const open = async (): Promise<Pipeline> => {
    const opened = await openPipeline(settings, files, context)
    tellSource(opened, context)
    return opened
  }
  const startMs = context.effects.now()
  const census = new Census()
  const prover = known === undefined ? undefined : new PasswordProver(known)
  const onBatch = (batch: PlannedRecord[]): void => {
    for (const record of batch) census.add(record)
    if (prover !== undefined) for (const record of batch) prover.take(record)
  }
  const { pipeline, online } =
    target === undefined
      ? await readOffline(await open(), context, onBatch)
      : await readOnline(target, settings, context, { open, onBatch })
  const counted = census.report()
  const passwordProof = (await prover?.prove(pipeline.preset, pipeline.presetContext))?.report()
  const invitations = await checkInvitations(settings, context)
  const report: CheckReport = {
    source: pipeline.preset.name,
    lookalike: pipeline.lookalike?.preset.name,
    files,
    ...counted,
    columns: settleColumns(pipeline.presetContext.fieldUse?.report() ?? [], counted),
    notes: pipeline.notes.list(),
    invitations,
    passwordProof,
    ...priceRun(counted, settings, online?.pace.requestsPerSecond),
    elapsedMs: Math.round(context.effects.now() - startMs),
    online,
  }
  if (counted.records === 0) context.emit({ type: 'note', code: 'no_records', files })
  const isProved = passwordProof?.isProved !== false
  const areInvited = (invitations?.failed ?? 0) === 0
  return {
    report,
    isReady:
      counted.records > 0 &&
      isTolerable(counted) &&
      areInvited &&
      isProved &&
      online?.isReady !== false &&
      (online?.withoutSignIn ?? 0) === 0,
  }
}

/** The input, read to its end, and what the target says of it, where it was asked. */
interface ReadInput {
  pipeline: Pipeline
  online: PreflightReport | undefined
}

const readOffline = async (
  pipeline: Pipeline,
  { stop }: JobContext,
  onBatch: (batch: PlannedRecord[]) => void,
): Promise<ReadInput> => {
  for await (const batch of pipeline.records) {
    stop.throwIfAborted()
    onBatch(batch)
  }
  return { pipeline, online: undefined }
}

const readOnline = async (
  target: TargetSettings,
  settings: Settings,
  context: JobContext,
  { open, onBatch }: { open: () => Promise<Pipeline>; onBatch: (batch: PlannedRecord[]) => void },
): Promise<ReadInput> => {
  // Not loaded by a check that asks nobody.
  const { askTarget } = await import('./preflight/ask-target.js')
  const { report, pipeline } = await askTarget(target, settings, context, { open, onBatch, hasCanary: false })
  return { pipeline: pipeline!, online: report }
}

const priceRun = (
  report: CensusReport,
  settings: Settings,
  requestsPerSecond: number | undefined,
): CensusPrice => ({
  rate: settings.rate,
  seconds: estimateSeconds(report, settings.rate),
  measured:
    requestsPerSecond === undefined
      ? undefined
      : { requestsPerSecond, seconds: report.requests.total / requestsPerSecond },
  decisions: listDecisions(report, settings),
})

const readTolerance = (given: string | number | undefined): ((report: CensusReport) => boolean) => {
  const text = String(given ?? 0)
  const match = /^(\d+(?:\.\d+)?)(%?)$/.exec(text)
  if (match === null) {
    throw new MigrationError(
      'usage',
      'flag_invalid',
      `--max-rejected takes a number of records or a share such as 2%, got "${text}"`,
    )
  }
  const [, number, percent] = match
  return ({ rejected, records }) =>
    rejected <= (percent === '%' ? (Number(number) / 100) * records : Number(number))
}
