import { fitText, padText } from './fit-text.js'
import type { ColumnView } from './read-columns.js'

/** More would scroll away. */
const mostRows = 24

/** What stands for a path that nobody has to know. */
const describeFate = ({ fate, becomes, isSecret }: ColumnView): string => {
  if (isSecret) return '? left out, a secret'
  if (becomes === undefined) return ''
  if (fate === 'unknown') return `? kept as ${becomes}`
  if (fate === 'undecided') return `? decides nothing`
  return becomes
}

/**
 * The columns of an export as a table: how full they are, a value, and what becomes of it.
 *
 * @param width columns of the terminal that a line may take
 */
export const describeColumnTable = (columns: readonly ColumnView[], width: number): string[] => {
  const rows = columns
    .slice(0, mostRows)
    .map((view) => [view.column, `${Math.round(view.share * 100)} %`, view.sample, describeFate(view)])
  const heads = ['column', 'filled', 'for example', 'becomes']
  const isTold = rows.some((row) => row[3] !== '')
  const used = isTold ? [0, 1, 2, 3] : [0, 1, 2]
  const natural = used.map((at) => largest([heads, ...rows].map((row) => [...(row[at] ?? '')].length)))
  const widths = shrink(natural, width - 2 * (used.length - 1))
  const line = (row: readonly string[]): string =>
    used
      .map((at, index) =>
        index === used.length - 1
          ? fitText(row[at] ?? '', widths[index] ?? 0)
          : padText(row[at] ?? '', widths[index] ?? 0),
      )
      .join('  ')
      .trimEnd()
  const more = columns.length - rows.length
  return [line(heads), ...rows.map(line), ...(more > 0 ? [`and ${more} more columns`] : [])]
}

/** Takes from the widest until all fit; a column keeps what can still be read. */
const shrink = (natural: readonly number[], room: number): number[] => {
  const widths = [...natural]
  const sum = (): number => widths.reduce((total, one) => total + one, 0)
  while (sum() > room) {
    const widest = largest(widths)
    if (widest <= 6) break
    widths[widths.indexOf(widest)] = widest - 1
  }
  return widths
}

const largest = (numbers: readonly number[]): number => numbers.reduce((most, one) => Math.max(most, one), 0)
