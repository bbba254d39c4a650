import type { PresetContext, Skip } from '../preset.js'
import { suspendUntil } from '../vocabulary/suspend-until.js'
import { readText } from '../vocabulary/cells/read-text.js'
import type { GenericDraft } from './generic-draft.js'

/** Brings together what the columns say about the account: a ban may be over, and one yes is enough. */
export const finishState = (draft: GenericDraft, context: PresetContext): Skip | undefined => {
  const { state, user } = draft
  if (state === undefined) return undefined
  if (state.skip !== undefined) {
    return { skip: 'deleted', reason: `The column ${state.skip} says that the account is deleted.` }
  }
  const { isOff, isBanned, end } = state
  if (end !== undefined && !isNoEnd(readText(end)) && isBanned !== false) {
    user.isSuspended = false
    suspendUntil(user, end, context.nowMs)
  } else if (isBanned !== undefined) user.isSuspended = isBanned
  if (isOff !== undefined) user.isSuspended = isOff || user.isSuspended === true
  return undefined
}

/** A number or a date that stands for no end at all, where no ban ever began. */
export const isNoEnd = (text: string | undefined): boolean =>
  text !== undefined && /^(?:0|-1|0{4}-.*|0001-01-01.*|1970-01-01.*|false|none|no)$/i.test(text.trim())
