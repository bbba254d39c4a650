import { formatCount } from '../format.js'
import type { Pace, ShownRate } from './progress-state.js'

/** Why the run is as fast as it is, for people. Times are those of this machine's time zone. */
export const describePace = ({ cause, rate, budget, inFlight, latencyMs }: Pace): string => {
  switch (cause.kind) {
    case 'held':
      return inFlight === 0 ? 'paused by you' : `paused by you, ${formatCount(inFlight)} in flight`
    case 'stopping':
      return `stopping, ${formatCount(inFlight)} in flight`
    case 'resting':
      return cause.reason === 'rate_limited'
        ? `429 from the target, waiting until ${formatTime(cause.untilMs)}`
        : `${cause.reason}, waiting until ${formatTime(cause.untilMs)}`
    case 'outage':
      return `target down since ${formatTime(cause.sinceMs)}, next try ${formatTime(cause.untilMs)}`
    case 'lowered':
      return `${formatRate(rate)} set by you, budget ${formatRate(budget)}`
    case 'latency':
      return `latency, ${formatCount(inFlight)} in flight at ${formatLatency(latencyMs)} an answer`
    case 'input':
      return 'reading the input'
    case 'budget':
      return `budget ${formatRate(budget)}`
    case 'unlimited':
      return `no budget, ${formatCount(inFlight)} in flight at ${formatLatency(latencyMs)} an answer`
  }
}

/** `200/10s`, as --rate takes it. */
export const formatRate = (rate: ShownRate | 'off'): string =>
  rate === 'off' ? 'off' : `${rate.limit}/${formatWindow(rate.windowMs)}`

/** `10s`, `500ms`, `1.5s`. */
export const formatWindow = (windowMs: number): string =>
  windowMs < 1000 ? `${windowMs}ms` : `${windowMs / 1000}s`

const formatLatency = (latencyMs: number | undefined): string => {
  if (latencyMs === undefined) return '?'
  return latencyMs < 995 ? `${Math.round(latencyMs)} ms` : `${(latencyMs / 1000).toFixed(1)} s`
}

/** `14:03:07` */
const formatTime = (atMs: number): string => {
  const time = new Date(atMs)
  return [time.getHours(), time.getMinutes(), time.getSeconds()]
    .map((part) => String(part).padStart(2, '0'))
    .join(':')
}
