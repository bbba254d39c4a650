import type { LookupLag } from '../canary/measure-lookup-lag.js'
import type { PreflightCheck } from '../preflight-check.js'
import type { CanaryReport, CanaryResult } from '../canary/run-canaries.js'

export const judgeCanary = ({
  results,
  staleDeleted,
  leftBehind,
  showsDigests,
  lookupLag,
}: CanaryReport): PreflightCheck[] => {
  const failed = results.filter(({ outcome }) => outcome !== 'works')
  const users: PreflightCheck[] = []
  if (staleDeleted > 0) {
    const message = `Deleted ${staleDeleted} temporary users that an earlier preflight had left behind.`
    users.push({ name: 'canary_users', status: 'warning', message })
  }
  if (leftBehind.length > 0) {
    const message = `Could not delete temporary users; delete them by hand or run preflight again: ${leftBehind.join(', ')}.`
    users.push({ name: 'canary_users', status: 'failed', message })
  }
  if (results.length === 0) {
    const message = 'No hash in the input, so no hash family is tried.'
    return [{ name: 'canary', status: 'ok', message }, ...users]
  }
  return [
    judgeVersion(showsDigests),
    ...(lookupLag === undefined ? [] : [judgeLookupLag(lookupLag)]),
    {
      name: 'canary',
      status: failed.length === 0 ? 'ok' : 'failed',
      message:
        failed.length === 0
          ? `The target verifies ${results.length} of ${results.length} hash families.`
          : `The target cannot verify ${failed.map(({ family }) => family).join(', ')}.${explainFailure(failed)}`,
    },
    ...users,
  ]
}

const judgeVersion = (showsDigests: boolean | undefined): PreflightCheck => {
  if (showsDigests === undefined) {
    return { name: 'version', status: 'warning', message: 'The version of Logto could not be told.' }
  }
  return showsDigests
    ? { name: 'version', status: 'ok', message: 'Logto is 1.38 or newer.' }
    : { name: 'version', status: 'warning', message: 'Logto is older than 1.38.' }
}

/** Up to here, a request without an answer is settled without a pause that anybody would notice. */
const unnoticedLagMs = 3000

const judgeLookupLag = ({ lagMs, withinMs }: LookupLag): PreflightCheck => {
  const name = 'lookup_lag'
  const decide = 'settleWithin (--settle-within)'
  const within = `${(withinMs / 1000).toLocaleString('en-US')} s`
  if (lagMs === undefined) {
    const message = `A new user was not found by a lookup within ${within} (settleWithin): after an answer that got lost, the import could take somebody whom it created for absent and create them again, or for somebody else. Set settleWithin to more than the lag of the replicas that the target reads from.`
    return { name, status: 'failed', message, decide }
  }
  const seconds = (lagMs / 1000).toLocaleString('en-US', { maximumFractionDigits: 1 })
  if (lagMs <= unnoticedLagMs) return { name, status: 'ok', message: `Lookups lag ${seconds} s behind.` }
  const message = `Lookups lag ${seconds} s behind: the target reads from replicas. A request without an answer is looked into for ${within} (settleWithin) before it is sent again; that should be several times the lag.`
  return { name, status: 'warning', message, decide }
}

/** Both came with one version, so one sentence explains them. */
const explainFailure = (failed: CanaryResult[]): string =>
  failed.some(({ family }) => family.endsWith('hex:') || family.endsWith('firebase-scrypt'))
    ? ' Logto 1.38 or newer is needed for hex: salts and firebase-scrypt.'
    : ''
