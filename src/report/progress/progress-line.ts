import { formatCount, formatDuration } from '../format.js'
import { describePace } from './progress-pace.js'
import type { Progress } from './progress-state.js'

/** One line of at most `columns` characters: what matters most stands first and is never cut. */
export const describeProgress = (progress: Progress, columns: number): string => {
  const { done, total, rejected, failed, perSecond, secondsLeft, isOver, pace } = progress
  const share = shareOf(progress)
  const count = total === undefined ? formatCount(done) : `${formatCount(done)}/${formatCount(total)}`
  const parts = [
    share === undefined ? count : `${count} ${Math.floor(share * 100)}%`,
    `${perSecond.toFixed(1)}/s`,
    ...(isOver ? [] : [secondsLeft === undefined ? 'ETA ?' : `ETA ${formatDuration(secondsLeft)}`]),
    `rejected ${formatCount(rejected)}`,
    ...(failed > 0 ? [`failed ${formatCount(failed)}`] : []),
    ...(isOver ? [] : [describePace(pace)]),
  ]
  let line = parts.join('  ')
  while (line.length >= columns && parts.length > 1) {
    parts.pop()
    line = parts.join('  ')
  }
  const barWidth = Math.min(30, columns - line.length - 4)
  if (share === undefined || barWidth < 8) return line.slice(0, Math.max(0, columns - 1))
  return `${drawBar(share, barWidth)} ${line}`
}

/** How much is done, 0 to 1; undefined while the whole is not known. */
export const shareOf = ({ done, total }: Progress): number | undefined =>
  total === undefined || total === 0 ? undefined : Math.min(1, done / total)

/** Plain ASCII: other blocks are two columns wide in some fonts. `width` is that between the brackets. */
export const drawBar = (share: number, width: number): string => {
  const filled = Math.round(share * width)
  return `[${'#'.repeat(filled)}${'-'.repeat(width - filled)}]`
}
