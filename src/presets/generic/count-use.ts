import { createGuess } from './columns/guess-password.js'
import type { FieldUseReport } from '../field-use.js'
import { foldName } from './columns/fold-name.js'
import { speaksOfState } from './columns/made/read-state-name.js'
import type { ColumnTarget } from './columns/resolve-column.js'
import { readStateWord } from './setters/state/state-words.js'
import type { ColumnPlace } from './setters/column-place.js'

/** A name that speaks of the account in words that were not understood is told apart from those that mean nothing. */
export const countUse = (
  { path, isUnknown }: ColumnTarget,
  { column, evidence, context }: ColumnPlace,
): FieldUseReport | undefined => {
  const goesTo = path.join('.')
  if (isUnknown !== true) return context.fieldUse?.counter(column, 'used', goesTo)
  // Hashes under a name that is not known are the password's, or left out.
  if (evidence.holdsHashes(column)) {
    return createGuess(column) === undefined
      ? context.fieldUse?.counter(column, 'secret', '')
      : context.fieldUse?.counter(column, 'used', 'passwordHash')
  }
  return speaksOfState(foldName(column)) || holdsStates(evidence.valuesOf(column).keys())
    ? context.fieldUse?.counter(column, 'undecided', goesTo, unclearState)
    : context.fieldUse?.counter(column, 'unknown', goesTo)
}

/** Words for states alone, and not all of them for the usual one. */
const holdsStates = (texts: Iterable<string>): boolean => {
  let isOther = false
  for (const text of texts) {
    const state = readStateWord(text)
    if (state === undefined) return false
    if (state === 'suspend' || state === 'skip') isOther = true
  }
  return isOther
}

const unclearState = 'the name or the values may speak of the account, and do not say how'
