import { formatCount } from '../format.js'
import type { SignInReport } from './sign-in-tally.js'

/** The report for people. */
export const describeSignIns = (folder: string, report: SignInReport): string => {
  const { users, signedIn, never, missing, succeeded, failed, stuck, failedElsewhere } = report
  const lines = [
    `${folder}: ${formatCount(users)} users, since ${toMinutes(report.since)}`,
    '',
    `  signed in      ${formatCount(signedIn)} (${share(signedIn, users)})`,
    `  not yet        ${formatCount(never)} (${share(never, users)})`,
    ...(stuck > 0 ? [`    who failed   ${formatCount(stuck)}`] : []),
    ...(missing > 0 ? [`  not in Logto   ${formatCount(missing)}`] : []),
    ...(report.oldPasswords === undefined
      ? []
      : [
          `  old password   ${formatCount(report.oldPasswords.used)} used, ${formatCount(report.oldPasswords.waiting)} not yet`,
        ]),
    '',
    `  sign-ins       ${formatCount(succeeded)}${listCounts(report.byMethod)}`,
    `  failures       ${formatCount(failed)}${listCounts(report.failuresByReason)}`,
  ]
  if (failedElsewhere > 0) lines.push(`  by nobody here ${formatCount(failedElsewhere)}`)
  if (report.overTime.length > 0) lines.push('', drawOverTime(report).join('\n'))
  return `${lines.join('\n')}\n`
}

const share = (part: number, whole: number): string =>
  whole === 0 ? '0 %' : `${((part / whole) * 100).toFixed(1)} %`

const listCounts = (counts: Record<string, number>): string => {
  const parts = Object.entries(counts).map(([name, count]) => `${name} ${formatCount(count)}`)
  return parts.length === 0 ? '' : `: ${parts.join(', ')}`
}

const barWidth = 40

const drawOverTime = ({ overTime }: SignInReport): string[] => {
  const most = overTime.reduce((top, { succeeded, failed }) => Math.max(top, succeeded + failed), 0)
  const toLength = (count: number): number =>
    count === 0 ? 0 : Math.max(1, Math.round((count / most) * barWidth))
  return [
    'from (UTC)        sign-ins  failures',
    ...overTime.map(({ at, succeeded, failed }) =>
      [
        toMinutes(at),
        formatCount(succeeded).padStart(8),
        formatCount(failed).padStart(8),
        '#'.repeat(toLength(succeeded)) + 'x'.repeat(toLength(failed)),
      ]
        .join('  ')
        .trimEnd(),
    ),
  ]
}

/** `2026-11-21 06:30` */
const toMinutes = (iso: string): string => iso.slice(0, 16).replace('T', ' ')
