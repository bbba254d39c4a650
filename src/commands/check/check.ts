import { loadConfig } from '../../config/load-config.js'
import { type Flags, resolveSettings, resolveTarget, type Settings } from '../../config/settings.js'
import { takeExport } from '../../export/manifest/take-export.js'
import { MigrationError } from '../../outcome/migration-error.js'
import { parseRate } from '../../pace/parse-rate.js'
import type { PlannedRecord } from '../../plan/record-planner.js'
import { describePreflight, type PreflightReport } from '../../preflight/preflight-report.js'
import { Census, type CensusReport } from '../../report/census/census.js'
import { listDecisions } from '../../report/census/census-decisions.js'
import { type CensusPrice, describeCensus } from '../../report/census/census-text.js'
import { describeColumns } from '../../report/census/column-text.js'
import { describeProofs } from '../../verify/proofs/proof-text.js'
import { PasswordProver } from '../../verify/proofs/prove-passwords.js'
import { checkInvitations, describeInvitationCheck } from './check-invitations.js'
import type { CommandContext, CommonFlags } from '../context.js'
import { openKnownPasswords } from '../verify/open-known-passwords.js'
import { expandFiles, openPipeline, type Pipeline } from '../input/open-pipeline.js'
import { describeNotes } from '../terminal/tell-notes.js'
import { tellSource } from '../terminal/tell-source.js'

export interface CheckFlags extends Flags, CommonFlags {
  maxRejected?: string
  /** File of known passwords, to be checked against the converted digests. */
  passwords?: string
  /** Asks the target as well; nothing is written. */
  online?: boolean
}

/**
 * Reads, maps and validates everything, without the network unless `online`. 1 when more records are rejected than
 * allowed, when an invitation cannot be sent, when a known password does not match what Logto is going to get, or when the target is not ready.
 */
export const runCheckCommand = async (
  context: CommandContext,
  operands: string[],
  flags: CheckFlags,
): Promise<number> => {
  const { config } = await loadConfig(flags.config, context.folder, context.env)
  const { settings } = await takeExport(resolveSettings(operands, flags, config))
  const isTolerable = readTolerance(flags.maxRejected)
  const target = flags.online === true ? resolveTarget(flags, context.env, config) : undefined
  const files = await expandFiles(settings)
  const known = await openKnownPasswords(flags.passwords, files, context)
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
    const { askTarget } = await import('../preflight/ask-target.js')
    online = await askTarget(target, settings, context, { pipeline, onBatch, hasCanary: false })
  }
  const report = census.report()
  const columns = pipeline.presetContext.fieldUse?.report() ?? []
  const passwordProof = (await prover?.prove(pipeline.preset, pipeline.presetContext))?.report()
  const invitations = await checkInvitations(settings, context)
  const elapsedMs = Math.round(context.effects.now() - startMs)
  const price = priceRun(report, settings, online?.pace.requestsPerSecond)
  if (flags.json === true) {
    const source = pipeline.preset.name
    const lookalike = pipeline.lookalike?.preset.name
    context.stdout(
      `${JSON.stringify({ source, lookalike, files, ...report, columns, notes: pipeline.notes.list(), invitations, passwordProof, ...price, elapsedMs, online })}\n`,
    )
  } else {
    context.stdout(describeNotes(pipeline.notes))
    context.stdout(describeCensus(report, price, describeColumns(columns, report.records)))
    if (invitations !== undefined) context.stdout(describeInvitationCheck(invitations))
    if (passwordProof !== undefined) context.stdout(describeProofs(passwordProof))
    if (online !== undefined) context.stdout(`\n${describePreflight(online)}`)
  }
  const isProved = passwordProof?.isProved !== false
  const areInvited = (invitations?.failed ?? 0) === 0
  return isTolerable(report) && areInvited && isProved && online?.isReady !== false ? 0 : 1
}

const readOffline = async (
  { records }: Pipeline,
  { stop }: CommandContext,
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

/** How long the requests take at a rate; undefined for `off`. */
export const estimateSeconds = ({ requests }: CensusReport, rateText: string): number | undefined => {
  const rate = parseRate(rateText)
  return rate === 'off' ? undefined : (requests.total * rate.windowMs) / rate.limit / 1000
}

const readTolerance = (text: string | undefined): ((report: CensusReport) => boolean) => {
  const match = /^(\d+(?:\.\d+)?)(%?)$/.exec(text ?? '0')
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
