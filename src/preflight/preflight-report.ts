import type { Hook } from '../logto/hooks.js'
import type { CanaryReport, CanaryResult } from './run-canaries.js'

export type CheckStatus = 'ok' | 'warning' | 'failed'

/** One thing that was looked at. */
export interface PreflightCheck {
  /** Stable name. */
  name: 'access' | 'clock' | 'round_trip' | 'version' | 'webhooks' | 'canary' | 'canary_users'
  status: CheckStatus
  /** One sentence. */
  message: string
}

export interface PreflightReport {
  endpoint: string
  checks: PreflightCheck[]
  canaries: CanaryResult[]
  clockSkewMs: number | undefined
  roundTripMs: number
  /** Nothing failed. */
  isReady: boolean
}

/** What was found out about the target. */
export interface PreflightFindings {
  endpoint: string
  clockSkewMs: number | undefined
  roundTripMs: number
  hooks: Hook[]
  /** Undefined when no temporary users were wanted. */
  canary: CanaryReport | undefined
}

export const judgePreflight = (findings: PreflightFindings): PreflightReport => {
  const { endpoint, clockSkewMs, roundTripMs, canary } = findings
  const checks: PreflightCheck[] = [
    { name: 'access', status: 'ok', message: 'The application gets a token with the permission "all".' },
    judgeClock(clockSkewMs),
    {
      name: 'round_trip',
      status: 'ok',
      message: `A request takes ${Math.round(roundTripMs)} ms (median).`,
    },
    judgeHooks(findings.hooks),
    ...(canary === undefined ? [] : judgeCanary(canary)),
  ]
  return {
    endpoint,
    checks,
    canaries: canary?.results ?? [],
    clockSkewMs,
    roundTripMs,
    isReady: !checks.some(({ status }) => status === 'failed'),
  }
}

const largestSkewMs = 60_000

const judgeClock = (skewMs: number | undefined): PreflightCheck => {
  if (skewMs === undefined) return { name: 'clock', status: 'warning', message: 'The target tells no time.' }
  const seconds = Math.abs(skewMs / 1000).toFixed(1)
  const message = `The clock of the target is ${seconds} s ${skewMs < 0 ? 'behind' : 'ahead of'} this machine's.`
  return { name: 'clock', status: Math.abs(skewMs) > largestSkewMs ? 'warning' : 'ok', message }
}

const judgeHooks = (hooks: Hook[]): PreflightCheck => {
  const firing = hooks.filter(
    ({ enabled, event, events }) => enabled && (events.includes('User.Created') || event === 'User.Created'),
  )
  if (firing.length === 0)
    return { name: 'webhooks', status: 'ok', message: 'No webhook fires for new users.' }
  const names = firing.map(({ name }) => name).join(', ')
  const message = `Fires for every imported user (User.Created): ${names}. Disable it for the run, or be ready for the load.`
  return { name: 'webhooks', status: 'warning', message }
}

const judgeCanary = ({ results, staleDeleted, leftBehind, showsDigests }: CanaryReport): PreflightCheck[] => {
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
  return [
    judgeVersion(showsDigests),
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

/** Both came with one version, so one sentence explains them. */
const explainFailure = (failed: CanaryResult[]): string =>
  failed.some(({ family }) => family.endsWith('hex:') || family.endsWith('firebase-scrypt'))
    ? ' Logto 1.38 or newer is needed for hex: salts and firebase-scrypt.'
    : ''

/** The report for people. */
export const describePreflight = ({ endpoint, checks, canaries, isReady }: PreflightReport): string => {
  const lines = [
    `Preflight of ${endpoint}`,
    ...checks.map(({ name, status, message }) => `  ${status.padEnd(7)}  ${name}: ${message}`),
    ...canaries.map(({ family, outcome, code }) => {
      const why = code === undefined ? '' : ` (${code})`
      return `           ${family}: ${outcome}${why}`
    }),
    isReady ? 'Ready.' : 'Not ready.',
  ]
  return `${lines.join('\n')}\n`
}
