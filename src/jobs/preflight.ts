import type { Settings, TargetSettings } from '../config/settings.js'
import { enablePasswordExpiration, getSignInExperience } from '../logto/calls/sign-in-experience.js'
import { MigrationError } from '../outcome/migration-error.js'
import type { PreflightReport } from '../preflight/preflight-report.js'
import { expandFiles, openPipeline, type Pipeline } from './input/open-pipeline.js'
import { takeSettings } from './input/take-settings.js'
import { type JobOptions, openJob, targetOf } from './job-options.js'
import type { JobContext } from './job-context.js'
import { askTarget } from './preflight/ask-target.js'
import { withOpenTarget } from './target/open-target.js'
import { tellSource } from './tell-source.js'

export interface PreflightOptions extends JobOptions {
  /** Tries the hash families with temporary users, the only thing that writes. Default: true. */
  canary?: boolean | undefined
  /**
   * Turns password expiration on in the tenant, with so many days, where it is off: without it Logto refuses to have a
   * password changed at the next sign-in. It holds for everybody's password. Default: nothing is changed.
   */
  enablePasswordExpiration?: string | number | undefined
}

/** Asks the target whether a run can work, and compares the input with it, where there is one. */
export const preflight = async (options: PreflightOptions): Promise<PreflightReport> => {
  const context = openJob(options)
  const target = targetOf(options)
  const { settings } = await takeSettings(options)
  const days = readDays(options.enablePasswordExpiration)
  if (days !== undefined) await turnExpirationOn(target, settings, context, days)
  const hasInput = settings.files.length > 0 || settings.records !== undefined
  const files = hasInput ? await expandFiles(settings) : []
  const open = async (): Promise<Pipeline> => {
    const pipeline = await openPipeline(settings, files, context)
    tellSource(pipeline, context)
    return pipeline
  }
  const hasCanary = options.canary !== false
  let records = 0
  const { report } = await askTarget(target, settings, context, {
    open: hasInput ? open : undefined,
    onBatch: (batch) => void (records += batch.length),
    hasCanary,
  })
  if (hasInput && records === 0) context.emit({ type: 'note', code: 'no_records', files })
  return report
}

const readDays = (value: string | number | undefined): number | undefined => {
  if (value === undefined) return undefined
  if (/^[1-9]\d{0,4}$/.test(String(value))) return Number(value)
  throw new MigrationError(
    'usage',
    'flag_invalid',
    `--enable-password-expiration takes the days after which passwords of the tenant expire, got "${value}"`,
  )
}

/** A policy that is there stays as it is. */
const turnExpirationOn = (
  target: TargetSettings,
  { rate }: Pick<Settings, 'rate'>,
  context: JobContext,
  days: number,
): Promise<void> =>
  withOpenTarget(target, { rate }, context, {}, async ({ send }) => {
    const { passwordExpiration } = await getSignInExperience(send, context.stop)
    const isOn = passwordExpiration?.enabled === true && Number(passwordExpiration.validPeriodDays) > 0
    if (!isOn) await enablePasswordExpiration(send, days, context.stop)
  })
