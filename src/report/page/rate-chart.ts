import { drawColumnChart } from './column-chart.js'
import { formatCount, formatDuration } from '../format.js'
import type { ReportData } from '../report-schema.js'

/** Users over the working time of a run, with its sessions and pauses. */
export const drawRateChart = ({ rate, sessions, run, pauses }: ReportData): string => {
  const { bucketSeconds, buckets } = rate
  const total = buckets.reduce((sum, { arrived, existing, failed }) => sum + arrived + existing + failed, 0)
  if (total === 0) return ''
  const wholeSeconds = buckets.length * bucketSeconds
  const perSecond = total / Math.max(run.workSeconds, 0.001)
  const isMinutes = perSecond < 2
  const factor = isMinutes ? 60 : 1
  const unit = isMinutes ? 'users a minute' : 'users a second'
  const isPaused = pauses.some(({ seconds }) => seconds > 0)
  const average = run.workSeconds < 1 ? '' : `, ${formatRate(perSecond * factor)} ${unit} on average`
  return drawColumnChart({
    title: isMinutes ? 'Users a minute' : 'Users a second',
    about:
      `${formatCount(total)} users were settled with the target in ${formatDuration(run.workSeconds)} of work${average}.` +
      (sessions.length > 1 ? ` ${sessions.length} sessions; the time between them is left out.` : ''),
    summary: `${unit} over ${formatDuration(wholeSeconds)} of work${average}`,
    heading: 'Working time',
    series: [
      { name: 'Arrived', tone: 'good' },
      { name: 'There before', tone: 'neutral' },
      { name: 'Refused by Logto', tone: 'bad' },
    ],
    columns: buckets.map(({ arrived, existing, failed, pausedSeconds }, index) => {
      const width = widthOf(index, buckets.length, bucketSeconds, run.workSeconds)
      return {
        label: `${formatDuration(index * bucketSeconds)} to ${formatDuration((index + 1) * bucketSeconds)}`,
        values: [arrived, existing, failed].map((users) => (users / width) * factor),
        shaded: pausedSeconds / bucketSeconds,
      }
    }),
    ticks: timeTicks(wholeSeconds),
    marks: sessions.slice(1).map(({ at, atWorkSeconds }, index) => ({
      at: Math.min(1, atWorkSeconds / wholeSeconds),
      label: `Session ${index + 2} begins, ${at}`,
    })),
    legend: [
      ...(isPaused ? [{ name: 'Paused', className: 'shade' }] : []),
      ...(sessions.length > 1 ? [{ name: 'A session begins', className: 'mark' }] : []),
    ],
    formatValue: formatRate,
  })
}

/** The last bucket is not over; a run of a moment has only that one. */
const widthOf = (index: number, count: number, bucketSeconds: number, workSeconds: number): number => {
  if (index < count - 1) return bucketSeconds
  return Math.max(bucketSeconds / 2, Math.min(bucketSeconds, workSeconds - index * bucketSeconds))
}

const formatRate = (value: number): string =>
  value === 0 ? '0' : value < 10 ? String(Number(value.toFixed(1))) : formatCount(Math.round(value))

const tickSeconds = [1, 2, 5, 10, 30, 60, 120, 300, 600, 1800, 3600, 7200, 10_800, 21_600, 43_200, 86_400]

const timeTicks = (wholeSeconds: number): { at: number; label: string }[] => {
  const step = tickSeconds.find((seconds) => wholeSeconds / seconds <= 6) ?? Math.ceil(wholeSeconds / 6)
  const ticks: { at: number; label: string }[] = []
  for (let seconds = 0; seconds <= wholeSeconds; seconds += step) {
    ticks.push({ at: seconds / wholeSeconds, label: shortDuration(seconds) })
  }
  return ticks
}

const shortDuration = (seconds: number): string => {
  if (seconds < 60) return `${seconds} s`
  if (seconds < 3600) return seconds % 60 === 0 ? `${seconds / 60} min` : formatDuration(seconds)
  return seconds % 3600 === 0 ? `${seconds / 3600} h` : formatDuration(seconds)
}
