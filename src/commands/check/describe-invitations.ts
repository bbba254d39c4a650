import type { InvitationCheck } from '../../jobs/check/check-invitations.js'
import { formatCount } from '../../report/format.js'

export const describeInvitationCheck = ({
  records,
  ready,
  skipped,
  failed,
  codes,
}: InvitationCheck): string => {
  const lines = [
    '',
    `${formatCount(records)} invitations: ${formatCount(ready)} to be sent, ${formatCount(skipped)} left out, ${formatCount(failed)} that cannot be`,
  ]
  for (const [code, { count, first }] of Object.entries(codes).sort(([, a], [, b]) => b.count - a.count)) {
    lines.push(`  ${formatCount(count).padStart(7)}  ${code}  ${first}`)
  }
  return `${lines.join('\n')}\n`
}
