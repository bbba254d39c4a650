import type { Settings } from '../config/settings.js'
import { MigrationError } from '../outcome/migration-error.js'
import type { PlannedRecord } from '../plan/record-planner.js'
import type { FieldUseReport } from '../presets/field-use.js'
import type { PreflightReport } from '../preflight/preflight-report.js'
import { Census, type CensusReport } from '../report/census/census.js'
import { listDecisions } from '../report/census/census-decisions.js'
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
   * False when more records are rejected than allowed, an invitation cannot be sent, a known password does not match
   * what Logto is going to get, or the target is not ready.
   */
  isReady: boolean
}

/** Reads, maps and validates everything as an import would, without the network unless `online`. */
export const checkUsers = async (options: CheckUsersOptions): Promise<CheckResult> => {
  const context = openJob(options)
  const { settings } = await takeSettings(options)
  const isTolerable = readTolerance(options.maxRejected)
  const target = options.online === true ? targetOf(options) : undefined
  const files = await expandFiles(settings)
  const known = await openKnownPasswords(options.passwords, files, context)
  const pipeline = await openPipeline(settings, files, context)
  tellSource(pipeline, context)

  const startMs = context.effects.now()
  const census = new Census()
  const prover = known === undefined ? undefined : new PasswordProver(known)
  const onBatch = (batch: PlannedRecord[]): void => {
    for (const record of batch) census.add(record)
    if (prover !== undefined) for (const record of batch) prover.take(record)
  }
  let online: PreflightReport | undefined
  if (target === undefined) await readOffline(pipeline, context, onBatch)
  else {
    // Not loaded by a check that asks nobody.
    const { askTarget } = await import('./preflight/ask-target.js')
    online = await askTarget(target, settings, context, { pipeline, onBatch, hasCanary: false })
  }
  const counted = census.report()
  const passwordProof = (await prover?.prove(pipeline.preset, pipeline.presetContext))?.report()
  const invitations = await checkInvitations(settings, context)
  const report: CheckReport = {
    source: pipeline.preset.name,
    lookalike: pipeline.lookalike?.preset.name,
    files,
    ...counted,
    columns: pipeline.presetContext.fieldUse?.report() ?? [],
    notes: pipeline.notes.list(),
    invitations,
    passwordProof,
    ...priceRun(counted, settings, online?.pace.requestsPerSecond),
    elapsedMs: Math.round(context.effects.now() - startMs),
    online,
  }
  const isProved = passwordProof?.isProved !== false
  const areInvited = (invitations?.failed ?? 0) === 0
  return {
    report,
    isReady: isTolerable(counted) && areInvited && isProved && online?.isReady !== false,
  }
}

const readOffline = async (
  { records }: Pipeline,
  { stop }: JobContext,
  onBatch: (batch: PlannedRecord[]) => void,
): Promise<void> => {
  for await (const batch of records) {
    stop.throwIfAborted()
    onBatch(batch)
  }
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
