import { formatCount, formatDuration } from '../format.js'
import { drawBar, shareOf } from './progress-line.js'
import { describePace, formatWindow } from './progress-pace.js'
import type { Progress } from './progress-state.js'
import { cutToWidth, toPrintable, widthOf } from './progress-width.js'

export interface AreaOptions {
  /** What is imported where. */
  title: string
  columns: number
  rows: number
  hasColor: boolean
  /** Whether keys are read, and so worth telling. */
  hasKeys: boolean
}

interface Item {
  text: string
  style?: Style | undefined
}

type Style = 'dim' | 'green' | 'yellow' | 'red'

const codes: Record<Style, number> = { dim: 2, green: 32, yellow: 33, red: 31 }
const minBarWidth = 10
const maxBarWidth = 40

/**
 * The live view of a run, line by line, none wider than `columns - 1` so that no terminal wraps it, and at most
 * `rows - 1` lines. On a narrow terminal what belongs on one line goes on to the next.
 */
export const describeArea = (progress: Progress, options: AreaOptions): string[] => {
  const width = Math.max(1, options.columns - 1)
  const { title, rows, hasColor, hasKeys } = options
  const body = [
    ...flow(countItems(progress, width), '  ', width, hasColor),
    ...flow(speedItems(progress), '  ', width, hasColor),
    ...flow(outcomeItems(progress), '  ', width, hasColor),
    ...(progress.isOver ? [] : flow(paceItems(progress), ' ', width, hasColor)),
    ...(hasKeys && !progress.isOver ? flow(keyItems(progress), '  ', width, hasColor) : []),
  ]
  const room = Math.max(1, rows - 1)
  const head =
    body.length < room ? flow([{ text: toPrintable(title), style: 'dim' }], ' ', width, hasColor) : []
  return [...head, ...body].slice(0, room)
}

const countItems = (progress: Progress, width: number): Item[] => {
  const { done, total, isOver, secondsLeft, pace } = progress
  const share = shareOf(progress)
  const count = total === undefined ? formatCount(done) : `${formatCount(done)}/${formatCount(total)}`
  const items: Item[] = [{ text: share === undefined ? count : `${count} ${Math.floor(share * 100)}%` }]
  const isStill = pace.cause.kind === 'held' || pace.cause.kind === 'stopping'
  if (!isOver && !isStill) {
    items.push({ text: secondsLeft === undefined ? 'ETA ?' : `ETA ${formatDuration(secondsLeft)}` })
  }
  if (share === undefined) return items
  const taken = items.reduce((sum, { text }) => sum + text.length + 2, 0)
  // Where there is no room beside the numbers, the bar has a line of its own.
  const room = width - taken - 2 >= minBarWidth ? width - taken - 2 : width - 2
  return [{ text: drawBar(share, Math.max(1, Math.min(maxBarWidth, room))), style: 'green' }, ...items]
}

const speedItems = ({ perSecond, pace }: Progress): Item[] => {
  const { requests, budget, windowMs, inFlight } = pace
  const of = budget === 'off' ? '' : ` of ${formatCount(budget.limit)}`
  return [
    { text: `${perSecond.toFixed(1)} users/s` },
    { text: `${formatCount(requests)}${of} requests/${formatWindow(windowMs)}` },
    { text: `${formatCount(inFlight)} in flight` },
  ]
}

const outcomeItems = ({
  created,
  updated,
  unchanged,
  existing,
  rejected,
  failed,
  waiting,
}: Progress): Item[] => [
  { text: `created ${formatCount(created)}` },
  // Only where users who are there are brought up to date.
  ...(updated > 0 ? [{ text: `updated ${formatCount(updated)}` }] : []),
  ...(unchanged > 0 ? [{ text: `unchanged ${formatCount(unchanged)}` }] : []),
  { text: `existing ${formatCount(existing)}` },
  { text: `rejected ${formatCount(rejected)}`, ...(rejected > 0 ? { style: 'yellow' as const } : {}) },
  { text: `failed ${formatCount(failed)}`, ...(failed > 0 ? { style: 'red' as const } : {}) },
  ...(waiting > 0 ? [{ text: `memberships waiting ${formatCount(waiting)}` }] : []),
]

/** By words, so that a narrow terminal loses none. */
const paceItems = ({ pace }: Progress): Item[] => {
  const isCalm = ['budget', 'unlimited', 'input'].includes(pace.cause.kind)
  const words = `limit: ${describePace(pace)}`.split(' ')
  return words.map((text) => (isCalm ? { text } : { text, style: 'yellow' }))
}

const keyItems = ({ pace: { cause, budget } }: Progress): Item[] => {
  const keys = [
    ...(cause.kind === 'stopping' ? ['Ctrl-C at once'] : []),
    ...(cause.kind === 'held' ? ['r resume'] : []),
    ...(cause.kind === 'held' || cause.kind === 'stopping' ? [] : ['p pause']),
    ...(budget === 'off' || cause.kind === 'stopping' ? [] : ['+ faster', '- slower']),
    ...(cause.kind === 'stopping' ? [] : ['q stop']),
  ]
  return keys.map((text) => ({ text, style: 'dim' }))
}

/** Puts items on as few lines as they need; an item wider than a line is cut. */
const flow = (items: Item[], separator: string, width: number, hasColor: boolean): string[] => {
  const lines: Item[][] = []
  let used = Infinity
  for (const { text, style } of items) {
    const cut = cutToWidth(text, width)
    const needed = separator.length + widthOf(cut)
    if (used + needed > width) {
      lines.push([{ text: cut, style }])
      used = widthOf(cut)
      continue
    }
    used += needed
    const line = lines.at(-1)!
    const last = line.at(-1)!
    // Neighbours of one style are one stretch: the codes need not be sent for each.
    if (last.style === style) last.text += separator + cut
    else line.push({ text: separator, style: undefined }, { text: cut, style })
  }
  return lines.map((line) => line.map((item) => paint(item, hasColor)).join(''))
}

const paint = ({ text, style }: Item, hasColor: boolean): string =>
  hasColor && style !== undefined ? `\x1b[${codes[style]}m${text}\x1b[0m` : text
