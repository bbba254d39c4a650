import type { CollisionReport } from './collisions/collision-census.js'
import { judgeCanary } from './checks/judge-canary.js'
import { judgeIds } from './checks/judge-ids.js'
import type { IdProbe } from './canary/probe-ids.js'
import { judgeClock, judgeCounts } from './checks/judge-target.js'
import type { MeasuredPace } from './measure-pace.js'
import type { Place, PreflightCheck } from './preflight-check.js'
import type { CanaryReport, CanaryResult } from './canary/run-canaries.js'
import type { TenantCounts } from './tenant-settings.js'

export interface PreflightReport {
  endpoint: string
  checks: PreflightCheck[]
  canaries: CanaryResult[]
  clockSkewMs: number | undefined
  roundTripMs: number
  pace: MeasuredPace
  /** How long a new user was not found by lookups; null when it was not found at all, undefined when nobody was created. */
  lookupLagMs: number | null | undefined
  tenant: TenantCounts
  /** Undefined when no input was named. */
  collisions: CollisionReport | undefined
  /** Nothing failed. */
  isReady: boolean
  /** Users of the input who could not sign in as the tenant is set. */
  withoutSignIn: number
  /** Users of the input; undefined when none was named. */
  users: number | undefined
}

/** What was found out about the target. */
export interface PreflightFindings {
  endpoint: string
  clockSkewMs: number | undefined
  pace: MeasuredPace
  tenant: TenantCounts
  collisions: CollisionReport | undefined
  /** What was judged of the tenant's settings and of the input. */
  checks: PreflightCheck[]
  withoutSignIn: number
  users: number | undefined
  /** Undefined when no temporary users were wanted. */
  canary: CanaryReport | undefined
  /** Whether the target takes ids; undefined when that was not tried. */
  ids: IdProbe | undefined
  keepIds: boolean
}

export const judgePreflight = (findings: PreflightFindings): PreflightReport => {
  const { endpoint, clockSkewMs, pace, tenant, collisions, canary } = findings
  const checks: PreflightCheck[] = [
    { name: 'access', status: 'ok', message: 'The application gets a token with the permission "all".' },
    judgeClock(clockSkewMs),
    {
      name: 'round_trip',
      status: 'ok',
      message: `A request takes ${Math.round(pace.roundTripMs)} ms (median).`,
    },
    judgeCounts(tenant),
    ...findings.checks,
    ...(canary === undefined ? [] : judgeCanary(canary)),
    ...judgeIds(findings.ids, findings.keepIds),
  ]
  return {
    endpoint,
    checks,
    canaries: canary?.results ?? [],
    clockSkewMs,
    roundTripMs: pace.roundTripMs,
    pace,
    lookupLagMs: canary?.lookupLag === undefined ? undefined : (canary.lookupLag.lagMs ?? null),
    tenant,
    collisions,
    isReady: !checks.some(({ status }) => status === 'failed'),
    withoutSignIn: findings.withoutSignIn,
    users: findings.users,
  }
}

/** The report for people. */
export const describePreflight = (report: PreflightReport): string => {
  const { endpoint, checks, canaries } = report
  const lines = [
    `Preflight of ${endpoint}`,
    ...checks.flatMap((check) => [
      ...describeCheck(check),
      ...(check.name === 'canary' ? canaries.map(describeCanary) : []),
    ]),
    describeReadiness(report),
  ]
  return `${lines.join('\n')}\n`
}

const describeCanary = ({ family, outcome, code }: CanaryResult): string =>
  `           ${family}: ${outcome}${code === undefined ? '' : ` (${code})`}`

const describeReadiness = ({ isReady, withoutSignIn, users }: PreflightReport): string => {
  if (!isReady) return 'Not ready.'
  if (users === 0) return 'Ready, but the input holds nobody who could be imported.'
  if (withoutSignIn === 0) return 'Ready.'
  const of = users === undefined ? '' : ` of ${users.toLocaleString('en-US')}`
  return `Ready, but ${withoutSignIn.toLocaleString('en-US')}${of} users cannot sign in: see sign_in above.`
}

const describeCheck = ({ name, status, message, examples = [], decide }: PreflightCheck): string[] => {
  const lines = [`  ${status.padEnd(7)}  ${name}: ${message}`]
  if (status === 'ok') return lines
  if (examples.length > 0) lines.push(`           first: ${examples.map(describePlace).join(', ')}`)
  if (decide !== undefined) lines.push(`           decided by: ${decide}`)
  return lines
}

/** More records than lines: the line alone does not tell which. */
const describePlace = ({ file, line, ordinal }: Place): string =>
  `${file}:${line}${ordinal > line ? ` (record ${ordinal})` : ''}`
