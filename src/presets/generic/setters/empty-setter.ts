import type { GenericDraft } from '../generic-draft.js'
import type { ColumnPlace } from './column-place.js'
import { applyState } from './state/apply-state.js'
import { askState, noteEmptyState } from './state/ask-state.js'
import { createDecider } from './state/create-decider.js'
import { createFlagLetters } from './state/flag-letters.js'
import { readFlagState } from './state/read-flag-state.js'
import { readStateWord } from './state/state-words.js'

/**
 * `email_verified_at` without a time means that the address was never verified; so does an empty cell of a flag that is
 * answered for others. Where others are active by a flag, nothing is no answer, and nobody comes in as active by it; an empty cell of
 * words for states is named. A column that is empty throughout says nothing.
 *
 * @param isAnswered whether the column has a value in some record
 */
export const createEmptySetter = (
  field: string | undefined,
  place: ColumnPlace,
  isAnswered: boolean,
): ((draft: GenericDraft) => void) | undefined => {
  if (field === 'emailVerifiedAt' || (field === 'emailVerified' && isAnswered)) {
    return ({ user }) => void (user.emailVerified ??= false)
  }
  if (field === 'phoneVerifiedAt' || (field === 'phoneVerified' && isAnswered)) {
    return ({ user }) => void (user.phoneVerified ??= false)
  }
  if (field === 'verifiedAt' || (field === 'verified' && isAnswered)) {
    return (draft) => void (draft.proof ??= { column: place.column, isVerified: false })
  }
  if (!isAnswered || !callsActive(field, place)) return undefined
  const decided = createDecider(place)('')
  return (draft) => {
    if (decided === undefined) (field === 'isActive' ? askState : noteEmptyState)(draft, place, '')
    else applyState(draft, place.column, decided, false)
  }
}

const callsActive = (field: string | undefined, { column, evidence }: ColumnPlace): boolean => {
  const texts = [...evidence.valuesOf(column).keys()]
  if (field === 'isActive') {
    const letters = createFlagLetters(texts, evidence.flagLetters)
    return texts.some((text) => readFlagState('isActive', letters(text) ?? text) === 'active')
  }
  return field === 'accountStatus' && texts.some((text) => readStateWord(text) === 'active')
}
