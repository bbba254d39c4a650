import type { CanaryReport } from '../../jobs/import/canary-report.js'
import { formatCount } from '../../report/format.js'

/** How many canaries with problems are listed for people. */
const maxListed = 20

export const describeCanary = ({
  users,
  shapes,
  coveredShapes,
  existing,
  problems,
}: Omit<CanaryReport, 'isVerified'>): string => {
  const listed = problems
    .slice(0, maxListed)
    .map(({ file, line, differences }) => `  ${file}:${line}  ${differences.join(', ')}`)
  const more = problems.length - listed.length
  const same = users - existing - problems.length
  return [
    `Canary: ${formatCount(users)} users, ${formatCount(coveredShapes)} of ${formatCount(shapes)} kinds of users in the input`,
    `  ${formatCount(same)} as in the source, ${formatCount(problems.length)} not` +
      (existing > 0 ? `, ${formatCount(existing)} there before and left as they are` : ''),
    ...listed,
    ...(more > 0 ? [`  and ${formatCount(more)} more`] : []),
    '',
  ].join('\n')
}
