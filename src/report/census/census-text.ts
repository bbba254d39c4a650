import type { CensusReport, Tally } from './census.js'
import type { Decision } from './census-decisions.js'
import { describeCustomData } from './custom-data-text.js'
import { formatCount, formatDuration } from '../format.js'

/** What the requests cost in time, and what is left to decide. */
export interface CensusPrice {
  rate: string
  /** At the rate; undefined for `off`. */
  seconds: number | undefined
  /** As fast as the target answers, where that was tried. */
  measured: { requestsPerSecond: number; seconds: number } | undefined
  decisions: readonly Decision[]
}

/**
 * The price list of a run for people: what goes in, what does not and why, what it costs, what to decide.
 *
 * @param columns lines about the columns of the input
 */
export const describeCensus = (
  census: CensusReport,
  price: CensusPrice,
  columns: readonly string[] = [],
): string => {
  const { records, valid, rejected, duplicates, skipped, requests, passwords } = census
  const repeated = duplicates === 0 ? '' : ` (duplicates: ${formatCount(duplicates)})`
  const lines = [
    `${formatCount(records)} records: ${formatCount(valid)} valid, ${formatCount(rejected)} rejected${repeated}, ${formatCount(skipped)} left out`,
    ...describeTallies('Rejected', census.problems),
    ...describeTallies('Left out', census.skips),
    ...describeTallies('Changed so that they go in', census.warnings),
    ...describeTallies('Cannot come over', census.losses),
    ...columns,
    ...describeCustomData(census),
    '',
    `Passwords: ${describeCounts(passwords)}`,
    ...describeOldPasswords(census),
    ...describePasswordWarnings(census),
    `Requests: ${formatCount(requests.total)} at least (${describeRequests(census)})`,
    ...describeTime(price),
    ...describeDecisions(price.decisions),
  ]
  return `${lines.join('\n')}\n`
}

const describeTime = ({ rate, seconds, measured }: CensusPrice): string[] => [
  seconds === undefined
    ? 'Time: as fast as the target answers (--rate off)'
    : `Time: about ${formatDuration(seconds)} at ${rate}`,
  ...(measured === undefined
    ? []
    : [
        `The target answers about ${formatCount(Math.round(measured.requestsPerSecond))} lookups a second: ${formatDuration(measured.seconds)} at the least, more as the table grows`,
      ]),
]

const describeDecisions = (decisions: readonly Decision[]): string[] => {
  if (decisions.length === 0) return []
  const lines = ['', 'To decide:']
  for (const { key, records, now, message } of decisions) {
    lines.push(
      `  ${formatCount(records).padStart(7)}  ${key}${now === undefined ? '' : ` (now ${now})`}: ${message}`,
    )
  }
  return lines
}

const describeTallies = (title: string, tallies: Record<string, Tally>): string[] => {
  const sorted = Object.entries(tallies).sort(([, a], [, b]) => b.count - a.count)
  if (sorted.length === 0) return []
  const lines = ['', `${title}:`]
  for (const [code, { count, examples }] of sorted) {
    lines.push(`  ${formatCount(count).padStart(7)}  ${code}`)
    for (const { file, line, ordinal, message } of examples) {
      // More records than lines: the line alone does not tell which.
      const record = ordinal > line ? ` (record ${ordinal})` : ''
      lines.push(`           ${file}:${line}${record}  ${message}`)
    }
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

/** The three kinds, where there is more than the first. */
const describeOldPasswords = ({ oldPasswords }: CensusReport): string[] => {
  const { converted, firstSignIn, mustReset } = oldPasswords
  if (firstSignIn + mustReset === 0) return []
  return [
    `Old passwords: ${formatCount(converted)} work at once, ${formatCount(firstSignIn)} at the first sign-in, ${formatCount(mustReset)} must be reset`,
  ]
}

const describePasswordWarnings = ({ passwordWarnings }: CensusReport): string[] =>
  Object.entries(passwordWarnings).flatMap(([code, families]) =>
    Object.entries(families).map(([family, { count, longestMs }]) => {
      const duration = longestMs === undefined ? '' : `, up to ${formatCount(longestMs)} ms an attempt`
      return `  ${formatCount(count).padStart(7)}  ${code} (${family}${duration})`
    }),
  )
