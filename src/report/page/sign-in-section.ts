import { type Bar, drawBarTable } from './bar-table.js'
import { drawColumnChart } from './column-chart.js'
import { formatCount } from '../format.js'
import { formatTime } from './report-labels.js'
import type { ReportData } from '../report-schema.js'

const mostColumns = 120

/** Who has come since the switch-over, with what, and what went wrong. Empty when nobody has looked. */
export const drawSignIns = ({ signIns }: ReportData): string => {
  if (signIns === null) return ''
  const { at, since, users, signedIn, never, stuck = 0, missing = 0, byMethod, failuresByReason } = signIns
  const { oldPasswords } = signIns
  const span = `${since === undefined ? '' : ` since ${formatTime(since)}`}, as of ${formatTime(at)}`
  const told =
    (stuck === 0 ? '' : ` ${formatCount(stuck)} of those who have not come yet have tried and failed.`) +
    (missing === 0 ? '' : ` ${formatCount(missing)} more are not in the target any more.`) +
    (oldPasswords === undefined
      ? ''
      : ` ${formatCount(oldPasswords.used)} came with a password that Logto could not take, ${formatCount(oldPasswords.waiting)} of those have not used it yet.`)
  return [
    drawBarTable({
      title: 'Sign-ins after the switch-over',
      about: `${formatCount(signedIn)} of ${formatCount(users)} users have signed in${span}.${told}`,
      heading: 'Users',
      unit: 'Users',
      whole: users,
      isWide: true,
      bars: [
        { label: 'Have signed in', count: signedIn, tone: 'good' },
        { label: 'Have not come yet', count: never, tone: 'neutral' },
      ],
    }),
    drawOverTime(signIns),
    drawBarTable({
      title: 'Sign-ins by method',
      heading: 'Method',
      unit: 'Sign-ins',
      bars: toBars(byMethod, 'good'),
    }),
    drawBarTable({
      title: 'Failed sign-ins by reason',
      heading: 'Reason',
      unit: 'Attempts',
      bars: toBars(failuresByReason, 'bad'),
    }),
  ].join('')
}

const toBars = (counts: Record<string, number>, tone: Bar['tone']): Bar[] =>
  Object.entries(counts)
    .sort(([, a], [, b]) => b - a)
    .map(([label, count]) => ({ label, count, tone }))

const drawOverTime = ({ overTime }: NonNullable<ReportData['signIns']>): string => {
  if (overTime.length === 0) return ''
  const factor = Math.ceil(overTime.length / mostColumns)
  const columns = Array.from({ length: Math.ceil(overTime.length / factor) }, (_, index) => {
    const points = overTime.slice(index * factor, (index + 1) * factor)
    return {
      label: points[0]?.at ?? '',
      values: [sum(points.map(({ succeeded }) => succeeded)), sum(points.map(({ failed }) => failed))],
    }
  })
  const step = Math.ceil(columns.length / 5)
  return drawColumnChart({
    title: 'Sign-ins over time',
    summary: `${formatCount(sum(overTime.map(({ succeeded }) => succeeded)))} sign-ins and ${formatCount(sum(overTime.map(({ failed }) => failed)))} failures from ${overTime[0]?.at ?? ''} to ${overTime.at(-1)?.at ?? ''}`,
    heading: 'From',
    series: [
      { name: 'Signed in', tone: 'good' },
      { name: 'Failed', tone: 'bad' },
    ],
    columns,
    ticks: columns
      .map(({ label }, index) => ({ at: index / columns.length, label: shortTime(label) }))
      .filter((_, index) => index % step === 0),
    formatValue: (value) => formatCount(Math.round(value)),
  })
}

const sum = (numbers: number[]): number => numbers.reduce((total, number) => total + number, 0)

/** `01-15 08:00` of an ISO 8601 time; anything else as it is. */
const shortTime = (text: string): string =>
  /^\d{4}-\d\d-\d\dT\d\d:\d\d/.test(text) ? text.slice(5, 16).replace('T', ' ') : text
