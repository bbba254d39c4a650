import { formatCount, formatDuration } from './format.js'

/** What a progress line shows. */
export interface Progress {
  done: number
  /** Records of the input; undefined while nobody knows. */
  total: number | undefined
  rejected: number
  failed: number
  /** Users a second lately. */
  perSecond: number
  /** Nothing more will come: no time left is shown, the rate is the mean of the session. */
  isOver: boolean
  /** Undefined while it cannot be told. */
  secondsLeft: number | undefined
  /** Why it is as fast as it is: `200/10s`, `waiting: rate_limited`. */
  pace: string
}

/** One line of at most `columns` characters: what matters most stands first and is never cut. */
export const describeProgress = (progress: Progress, columns: number): string => {
  const { done, total, rejected, failed, perSecond, secondsLeft, isOver, pace } = progress
  const share = total === undefined || total === 0 ? undefined : Math.min(1, done / total)
  const count = total === undefined ? formatCount(done) : `${formatCount(done)}/${formatCount(total)}`
  const parts = [
    share === undefined ? count : `${count} ${Math.floor(share * 100)}%`,
    `${perSecond.toFixed(1)}/s`,
    ...(isOver ? [] : [secondsLeft === undefined ? 'ETA ?' : `ETA ${formatDuration(secondsLeft)}`]),
    `rejected ${formatCount(rejected)}`,
    ...(failed > 0 ? [`failed ${formatCount(failed)}`] : []),
    pace,
  ]
  let line = parts.join('  ')
  while (line.length >= columns && parts.length > 1) {
    parts.pop()
    line = parts.join('  ')
  }
  const barWidth = Math.min(30, columns - line.length - 4)
  if (share === undefined || barWidth < 8) return line.slice(0, Math.max(0, columns - 1))
  const filled = Math.round(share * barWidth)
  return `[${'#'.repeat(filled)}${'-'.repeat(barWidth - filled)}] ${line}`
}
