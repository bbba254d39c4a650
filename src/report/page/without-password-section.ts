import { formatCount } from '../format.js'
import type { ReportData } from '../report-schema.js'
import { type Bar, drawBarTable } from './bar-table.js'

/** Whose password works, whose does not, what they were offered, and who is to be written to. */
export const drawWithoutPassword = (data: ReportData): string => {
  const { withoutPassword } = data
  if (withoutPassword === null) return ''
  return drawBarTable({
    title: 'Without a working password',
    about: describeWithoutPassword(data).join(' '),
    heading: 'What they have',
    unit: 'Users',
    isWide: true,
    ...(withoutPassword.valid > 0 && { whole: withoutPassword.valid }),
    bars: listWithoutPassword(data),
  })
}

/** By what they have and what they can do, without those that are nobody. */
export const listWithoutPassword = ({ withoutPassword, signIns }: ReportData): Bar[] => {
  if (withoutPassword === null) return []
  const { atOnce, firstSignIn, mustReset, hadNone, links, left } = withoutPassword
  const used = signIns?.oldPasswords?.used
  const bars: Bar[] = [
    { label: 'Their old password works at once', note: 'converted', count: atOnce, tone: 'good' },
    {
      label: 'Their old password works at the first sign-in',
      note: `while trickle serve runs${used === undefined ? '' : `; ${formatCount(used)} have used it`}`,
      count: firstSignIn,
      tone: 'warn',
    },
    {
      label: 'Their old password cannot be taken',
      note: 'they must choose a new one, or get a link: logto-migrate links --who no-password',
      count: mustReset,
      tone: 'bad',
    },
    {
      label: 'Had no password in the source',
      note: 'they sign in by code, social sign-in or single sign-on',
      count: hadNone,
      tone: 'neutral',
    },
    {
      label: 'Got a one-time link',
      note: links === null ? '' : `${formatCount(links.good)} of the links are still good`,
      count: links?.made ?? 0,
      tone: 'neutral',
    },
    {
      label: 'To be written to: have not signed in',
      note: 'since the switch-over',
      count: left?.neverSignedIn ?? 0,
      tone: 'warn',
    },
    {
      label: 'To be written to: their old password has not come yet',
      note: 'among them those who have not signed in',
      count: left?.pending ?? 0,
      tone: 'warn',
    },
  ]
  return bars.filter(({ count }) => count > 0)
}

/** What the numbers mean, in sentences. */
export const describeWithoutPassword = ({ withoutPassword }: ReportData): string[] => {
  if (withoutPassword === null) return []
  const { valid, firstSignIn, mustReset, hadNone, left } = withoutPassword
  const without = firstSignIn + mustReset + hadNone
  return [
    ...(valid === 0
      ? []
      : [`${formatCount(without)} of ${formatCount(valid)} users cannot sign in with a password at once.`]),
    left === null
      ? 'Who is to be written to is known after logto-migrate logs --run.'
      : left.all === 0
        ? 'Nobody is left to be written to.'
        : `${formatCount(left.all)} are to be written to; the list lies beside this report (-people.csv).`,
  ]
}
