import type { ItemCount } from '../../logto/paging/count-items.js'
import { countThings, type PreflightCheck } from '../preflight-check.js'
import type { TenantCounts } from '../tenant-settings.js'

const largestSkewMs = 60_000

export const judgeClock = (skewMs: number | undefined): PreflightCheck => {
  if (skewMs === undefined) return { name: 'clock', status: 'warning', message: 'The target tells no time.' }
  const seconds = Math.abs(skewMs / 1000).toFixed(1)
  const message = `The clock of the target is ${seconds} s ${skewMs < 0 ? 'behind' : 'ahead of'} this machine's.`
  return { name: 'clock', status: Math.abs(skewMs) > largestSkewMs ? 'warning' : 'ok', message }
}

export const judgeCounts = (counts: TenantCounts): PreflightCheck => {
  const texts = [
    describeCount(counts.users, 'user', 'users'),
    describeCount(counts.applications, 'application', 'applications'),
    describeCount(counts.resources, 'API resource', 'API resources'),
    describeCount(counts.roles, 'role', 'roles'),
    describeCount(counts.organizations, 'organization', 'organizations'),
    describeCount(counts.connectors, 'connector', 'connectors'),
    describeCount(counts.webhooks, 'webhook', 'webhooks'),
  ]
  return { name: 'tenant', status: 'ok', message: `The target holds ${texts.join(', ')}.` }
}

const describeCount = (counted: ItemCount | undefined, one: string, many: string): string => {
  if (counted === undefined) return `an unknown number of ${many}`
  return `${countThings(counted.count, one, many)}${counted.isCapped ? ' or more' : ''}`
}
