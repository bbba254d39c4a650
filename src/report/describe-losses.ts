import { formatCount } from './format.js'
import type { InputSummary } from './run-files/input-summary.js'

const mostKinds = 12

/** What the users have in the source and not in Logto, the most frequent first, each with what to do about it. */
export const describeLosses = (losses: InputSummary['losses']): string[] => {
  const sorted = Object.entries(losses).toSorted(([, a], [, b]) => b.count - a.count)
  if (sorted.length === 0) return []
  const lines = ['Could not come over:']
  for (const [kind, { count, examples }] of sorted.slice(0, mostKinds)) {
    lines.push(`${formatCount(count).padStart(9)}  ${kind}`)
    const [example] = examples
    if (example !== undefined) lines.push(`${' '.repeat(11)}${example.message}`)
  }
  if (sorted.length > mostKinds)
    lines.push(`           and ${sorted.length - mostKinds} more kinds; see the report`)
  return lines
}
