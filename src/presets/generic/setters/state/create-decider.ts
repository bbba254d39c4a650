import type { ColumnPlace } from '../column-place.js'
import type { AccountState } from './state-words.js'

/** What the operator has said about a value, by `column=value` or by the value alone. */
export const createDecider = ({
  column,
  context: { states },
}: ColumnPlace): ((text: string) => AccountState | undefined) => {
  const entries = Object.entries(states ?? {})
  if (entries.length === 0) return () => undefined
  const decisions = new Map(entries.map(([text, state]) => [text.trim().toLowerCase(), state]))
  const prefix = `${column.toLowerCase()}=`
  return (text) => {
    const folded = text.trim().toLowerCase()
    return decisions.get(prefix + folded) ?? decisions.get(folded)
  }
}
