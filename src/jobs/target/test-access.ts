import type { TargetSettings } from '../../config/settings.js'
import { createTarget } from '../../logto/create-target.js'
import { outcomeReasons, type OutcomeReason } from '../../logto/retry/outcome-reasons.js'
import { MigrationError } from '../../outcome/migration-error.js'
import { createPacer } from '../../pace/create-pacer.js'
import type { JobContext } from '../job-context.js'
import { toolVersion } from '../tool-version.js'

/** Whether the credentials open the Management API, and what is wrong when they do not. */
export type Access =
  | { isGranted: true; users: number | null; clockSkewSeconds: number | null }
  | { isGranted: false; code: string; message: string }

/** Somebody waits for the answer, and an address that answers nothing is more likely misspelt than down. */
const patienceMs = 4000

/** Asks for a token and for one user, which is everything that can be wrong at once. */
export const testAccess = async (
  target: TargetSettings,
  { effects, stop }: Pick<JobContext, 'effects' | 'stop'>,
): Promise<Access> => {
  let lastReason: OutcomeReason = 'answer_timeout'
  const logto = createTarget({
    ...target,
    pacer: await createPacer({ rate: 'off', effects }),
    effects,
    timeoutMs: patienceMs,
    connectTimeoutMs: patienceMs,
    userAgent: `logto-migrate/${toolVersion}`,
    observer: {
      onAttempt: ({ outcome }) => {
        lastReason = outcome.reason
      },
    },
  })
  const patience = new AbortController()
  const answered = new AbortController()
  effects.sleep(patienceMs, answered.signal).then(
    () => patience.abort(),
    () => undefined,
  )
  try {
    const signal = AbortSignal.any([stop, patience.signal])
    const { headers } = await logto.send({ method: 'GET', path: '/api/users?page=1&page_size=1' }, signal)
    const users = Number(headers['total-number'] ?? Number.NaN)
    const skewMs = logto.clockSkewMs()
    return {
      isGranted: true,
      users: Number.isNaN(users) ? null : users,
      clockSkewSeconds: skewMs === undefined ? null : Math.round(skewMs / 1000),
    }
  } catch (error) {
    if (stop.aborted) throw error
    if (error instanceof MigrationError && error.code !== 'target_unavailable') {
      return { isGranted: false, code: error.code, message: error.message }
    }
    if (!(error instanceof MigrationError) && !patience.signal.aborted) throw error
    // That there was no useful answer is no help; what came instead is.
    return { isGranted: false, code: lastReason, message: describeSilence(target.endpoint, lastReason) }
  } finally {
    answered.abort()
    await logto.close()
  }
}

const describeSilence = (endpoint: string, reason: OutcomeReason): string =>
  `${endpoint}: ${outcomeReasons[reason]} Check the URL, and that this machine may reach it`
