import { loadConfig } from '../config/load-config.js'
import { type Flags, resolveSettings } from '../config/settings.js'
import { MigrationError } from '../outcome/migration-error.js'
import { parseRate } from '../pace/parse-rate.js'
import { Census, type CensusReport } from '../report/census.js'
import { describeCensus } from '../report/census-text.js'
import { describeProofs } from '../verify/proof-text.js'
import { PasswordProver } from '../verify/prove-passwords.js'
import type { CommandContext, CommonFlags } from './context.js'
import { openKnownPasswords } from './open-known-passwords.js'
import { expandFiles, openPipeline } from './open-pipeline.js'

export interface CheckFlags extends Flags, CommonFlags {
  maxRejected?: string
  /** File of known passwords, to be checked against the converted digests. */
  passwords?: string
}

/**
 * Reads, maps and validates everything without the network. 1 when more records are rejected than allowed, or when
 * a known password does not match what Logto is going to get.
 */
export const runCheckCommand = async (
  context: CommandContext,
  operands: string[],
  flags: CheckFlags,
): Promise<number> => {
  const { config } = await loadConfig(flags.config, context.folder, context.env)
  const settings = resolveSettings(operands, flags, config)
  const isTolerable = readTolerance(flags.maxRejected)
  const files = await expandFiles(settings)
  const known = await openKnownPasswords(flags.passwords, files, context)
  const { preset, evidence, records, presetContext } = await openPipeline(settings, files, context)
  context.stderr(`Source: ${preset.title}${evidence.length > 0 ? ` (${evidence.join('; ')})` : ''}\n`)

  const startMs = context.effects.now()
  const census = new Census()
  const prover = known === undefined ? undefined : new PasswordProver(known)
  for await (const batch of records) {
    context.stop.throwIfAborted()
    for (const record of batch) census.add(record)
    if (prover !== undefined) for (const record of batch) prover.take(record)
  }
  const report = census.report()
  const passwordProof = (await prover?.prove(preset, presetContext))?.report()
  const elapsedMs = Math.round(context.effects.now() - startMs)
  const seconds = estimateSeconds(report, settings.rate)
  if (flags.json === true) {
    context.stdout(
      `${JSON.stringify({ source: preset.name, files, ...report, passwordProof, seconds, rate: settings.rate, elapsedMs })}\n`,
    )
  } else {
    context.stdout(describeCensus(report, seconds, settings.rate))
    if (passwordProof !== undefined) context.stdout(describeProofs(passwordProof))
  }
  return isTolerable(report) && passwordProof?.isProved !== false ? 0 : 1
}

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
