import type { Settings, TargetSettings } from '../../config/settings.js'
import type { Effects } from '../../effects/effects.js'
import { AmbiguousOutcomeError } from '../../logto/retry/ambiguous-outcome-error.js'
import { createTarget, type Target } from '../../logto/create-target.js'
import { RetriesExhaustedError } from '../../logto/retry/retries-exhausted-error.js'
import type { TargetObserver } from '../../logto/retry/target-observer.js'
import { MigrationError } from '../../outcome/migration-error.js'
import { createPacer, type SharedPace } from '../../pace/create-pacer.js'
import { parseRate } from '../../pace/parse-rate.js'
import type { AdjustablePacer } from '../../pace/adjustable-pacer.js'
import type { JobContext } from '../job-context.js'
import { toolVersion } from '../tool-version.js'

/** The budget of this process, or with `redis` the one it shares with others. `createTarget().close` closes it. */
export const openPacer = (
  { redis, endpoint, tenantId }: TargetSettings,
  rate: string,
  effects: Effects,
  outage: Pick<SharedPace, 'maxOutageMs' | 'onOutage'> = {},
): Promise<AdjustablePacer> =>
  createPacer({
    rate: parseRate(rate),
    effects,
    shared: redis === undefined ? undefined : { url: redis, endpoint, tenantId, ...outage },
  })

/**
 * Works with the target and closes it. A request that failed for good ends the command like every other refusal of
 * the target: there is no checkpoint that could take it up again.
 */
export const withOpenTarget = async <Result>(
  target: TargetSettings,
  { rate }: Pick<Settings, 'rate'>,
  { effects }: Pick<JobContext, 'effects'>,
  observer: TargetObserver,
  work: (target: Target) => Promise<Result>,
): Promise<Result> => {
  const pacer = await openPacer(target, rate, effects)
  const opened = createTarget({
    ...target,
    pacer,
    effects,
    observer,
    userAgent: `logto-migrate/${toolVersion}`,
  })
  try {
    return await work(opened)
  } catch (error) {
    if (!(error instanceof RetriesExhaustedError || error instanceof AmbiguousOutcomeError)) throw error
    throw new MigrationError('target', error.reason, error.message, { cause: error })
  } finally {
    await opened.close()
  }
}
