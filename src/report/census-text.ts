import type { CensusReport, Tally } from './census.js'
import { formatCount, formatDuration } from './format.js'

/** The price list of a run for people: what goes in, what does not and why, what it costs. */
export const describeCensus = (census: CensusReport, seconds: number | undefined, rate: string): string => {
  const { records, valid, rejected, skipped, requests, passwords } = census
  const lines = [
    `${formatCount(records)} records: ${formatCount(valid)} valid, ${formatCount(rejected)} rejected, ${formatCount(skipped)} left out`,
    ...describeTallies('Rejected', census.problems),
    ...describeTallies('Left out', census.skips),
    ...describeTallies('Changed so that they go in', census.warnings),
    ...describeTallies('Cannot come over', census.losses),
    '',
    `Passwords: ${describeCounts(passwords)}`,
    ...describePasswordWarnings(census),
    `Requests: ${formatCount(requests.total)} at least (${describeRequests(census)})`,
    seconds === undefined
      ? 'Time: as fast as the target answers (--rate off)'
      : `Time: about ${formatDuration(seconds)} at ${rate}`,
  ]
  return `${lines.join('\n')}\n`
}

const describeTallies = (title: string, tallies: Record<string, Tally>): string[] => {
  const sorted = Object.entries(tallies).sort(([, a], [, b]) => b.count - a.count)
  if (sorted.length === 0) return []
  const lines = ['', `${title}:`]
  for (const [code, { count, examples }] of sorted) {
    lines.push(`  ${formatCount(count).padStart(7)}  ${code}`)
    for (const { file, line, message } of examples) lines.push(`           ${file}:${line}  ${message}`)
  }
  return lines
}

const describeCounts = (counts: Record<string, number>): string =>
  Object.entries(counts)
    .sort(([, a], [, b]) => b - a)
    .map(([name, count]) => `${formatCount(count)} ${name}`)
    .join(', ') || 'none'

const describeRequests = ({ requests: { total: _total, ...kinds } }: CensusReport): string =>
  Object.entries(kinds)
    .filter(([, count]) => count > 0)
    .map(([kind, count]) => `${formatCount(count)} ${kind}`)
    .join(', ') || 'none'

const describePasswordWarnings = ({ passwordWarnings }: CensusReport): string[] =>
  Object.entries(passwordWarnings).flatMap(([code, families]) =>
    Object.entries(families).map(([family, { count, longestMs }]) => {
      const duration = longestMs === undefined ? '' : `, up to ${formatCount(longestMs)} ms an attempt`
      return `  ${formatCount(count).padStart(7)}  ${code} (${family}${duration})`
    }),
  )
