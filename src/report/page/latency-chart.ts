import { drawColumnChart } from './column-chart.js'
import { formatCount } from '../format.js'
import type { ReportData } from '../report-schema.js'

/** How long the creates took, with the percentiles that people ask for. */
export const drawLatencyChart = ({ latency }: ReportData): string => {
  if (latency === null) return ''
  const { users, p50Ms, p95Ms, p99Ms, maxMs, buckets } = latency
  const about = `Half of ${formatCount(users)} users took up to ${formatMs(p50Ms)}, 95 % up to ${formatMs(p95Ms)}, 99 % up to ${formatMs(p99Ms)}; the longest ${formatMs(maxMs)}. From the decision to send to the answer: waits for the pace and retries are part of it.`
  const step = Math.ceil(buckets.length / 9)
  return drawColumnChart({
    title: 'Time to create a user',
    about,
    summary: `Histogram. ${about}`,
    heading: 'Time',
    series: [{ name: 'Users', tone: 'good' }],
    columns: buckets.map(({ fromMs, toMs, users }) => ({
      label: `${formatMs(fromMs)} to ${formatMs(toMs)}`,
      values: [users],
    })),
    ticks: buckets
      .map(({ fromMs }, index) => ({ at: index / buckets.length, label: formatMs(fromMs) }))
      .filter((_, index) => index % step === 0),
    formatValue: (value) => formatCount(Math.round(value)),
  })
}

/** `85 ms`, `1.5 s`, `2 min`. */
export const formatMs = (ms: number): string => {
  if (ms < 1000) return `${Math.round(ms)} ms`
  if (ms < 60_000) return `${Number((ms / 1000).toFixed(1))} s`
  return `${Number((ms / 60_000).toFixed(1))} min`
}
