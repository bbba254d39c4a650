import type { DraftState, GenericDraft } from '../../generic-draft.js'
import type { AccountState } from './state-words.js'

export const stateOf = (draft: GenericDraft): DraftState => (draft.state ??= {})

/** What one column says; what all of them say together is settled when every column has been read. */
export const applyState = (
  draft: GenericDraft,
  column: string,
  state: AccountState,
  isBan: boolean,
): void => {
  const kept = stateOf(draft)
  if (state === 'skip') kept.skip ??= column
  else if (isBan) kept.isBanned = kept.isBanned === true || state === 'suspend'
  else kept.isOff = kept.isOff === true || state === 'suspend'
}
