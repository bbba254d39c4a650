import { foldName } from '../../columns/fold-name.js'
import type { JsonValue } from '../../../../source/source-record.js'
import { readText } from '../../../vocabulary/cells/read-text.js'
import { readTimestamp } from '../../../vocabulary/cells/read-timestamp.js'
import { setPath } from '../../../vocabulary/cells/set-path.js'
import { isNoEnd } from '../../finish-state.js'
import { addNote, type GenericDraft } from '../../generic-draft.js'
import type { ColumnPlace, ColumnSetter } from '../column-place.js'
import { applyState, stateOf } from './apply-state.js'
import { askState, keepState, textOfState } from './ask-state.js'
import { isForEver } from '../../../vocabulary/suspend-until.js'
import { findDateOrder, readEnd } from '../date-setter.js'
import { createDecider } from './create-decider.js'
import { createFlagLetters } from './flag-letters.js'
import { type FlagPath, readFlagState } from './read-flag-state.js'
import { createStatusSetter } from './status-setter.js'

export type StatePath = FlagPath | 'accountStatus' | 'suspendedUntil' | 'activeUntil'

const statePaths: ReadonlySet<string> = new Set<StatePath>([
  'isSuspended',
  'isActive',
  'isDeleted',
  'accountStatus',
  'accountControl',
  'suspendedUntil',
  'activeUntil',
])

export const isStatePath = (path: string): path is StatePath => statePaths.has(path)

/** Made once per column that says whether an account may be used. */
export const createStateSetter = (path: StatePath, place: ColumnPlace): ColumnSetter => {
  if (path === 'suspendedUntil') return createEndSetter(place)
  if (path === 'activeUntil') return createExpirySetter(place)
  if (path === 'accountStatus') return createStatusSetter(place)
  return createFlagSetter(path, place)
}

const createFlagSetter = (path: FlagPath, place: ColumnPlace): ColumnSetter => {
  const { column, context, evidence } = place
  const decide = createDecider(place)
  const isBan = path === 'isSuspended' && isBanName(foldName(column))
  const letters = createFlagLetters(evidence.valuesOf(column).keys(), evidence.flagLetters)
  const read = (value: JsonValue) =>
    decide(textOfState(value)) ?? readFlagState(path, letters(value) ?? value)
  if (isOtherBlock(place, read)) {
    const undecided = context.fieldUse?.counter(column, 'undecided', `customData.${column}`, noFlag)
    return (draft, value) => {
      if (undecided !== undefined) undecided.filled += 1
      keepState(draft, place, value)
    }
  }
  return (draft, value) => {
    const state = read(value)
    if (state === undefined) askState(draft, place, value)
    else if (state !== 'active' && path !== 'isActive' && isToCome(value, context.nowMs))
      noteEnd(draft, place, readTimestamp(value) ?? textOfState(value))
    else applyState(draft, column, state, isBan)
  }
}

/** They end by themselves, where a column says when. */
const isBanName = (name: string): boolean =>
  /ban|lock|suspend|susp|sperr|bloqu|blok|blocc|заблок|kilit|engel|冻结|封禁|锁定|凍結|停止|정지|차단/.test(
    name,
  ) && !/until|signin/.test(name)

const noFlag = 'no value that says whether the account is blocked'

/** A `block` is a part of an address as well. */
const isOtherBlock = ({ column, evidence }: ColumnPlace, read: (value: JsonValue) => unknown): boolean => {
  const texts = [...evidence.valuesOf(column).keys()]
  return foldName(column) === 'block' && texts.length > 0 && texts.every((text) => read(text) === undefined)
}

/** A moment that has not come yet: deleted, or blocked, from then on. */
const isToCome = (value: JsonValue, nowMs: number | undefined): boolean =>
  nowMs !== undefined && typeof value !== 'boolean' && endMs(value) > nowMs && endMs(value) !== Infinity

/** @param end undefined: in a time that nobody sees */
const noteEnd = (draft: GenericDraft, place: ColumnPlace, end: string | undefined): void => {
  if (end === undefined) return
  draft.user.migratedFrom['activeUntil'] = end
  addNote(draft.user, {
    code: 'account_ends',
    field: place.column,
    message: `${place.column}: in the source the account ends at ${end}; in Logto somebody has to suspend it then.`,
  })
}

const createExpirySetter = (place: ColumnPlace): ColumnSetter => {
  const decide = createDecider(place)
  const order = findDateOrder(place.evidence.valuesOf(place.column).keys())
  return (draft, value) => {
    const decided = decide(textOfState(value))
    const end = readEnd(value, order)
    const text = readText(value)?.trim()
    if (decided !== undefined) applyState(draft, place.column, decided, false)
    else if (isNoEnd(text) || value === false || isNeverWord(text)) return
    else if (end === undefined) askState(draft, place, value)
    else if (Date.parse(end) > (place.context.nowMs ?? -Infinity))
      noteEnd(draft, place, isForEver(end) ? undefined : end)
    else {
      applyState(draft, place.column, 'suspend', false)
      draft.user.migratedFrom['activeUntil'] = end
    }
  }
}

/** The greatest number of a directory means never, as its words do. */
const isNeverWord = (text: string | undefined): boolean =>
  text !== undefined &&
  /^(?:9223372036854775807|never|nie|jamais|nunca|mai|nooit|nigdy|никогда|unlimited|unbegrenzt|永久|无限期|無期限|無制限)$/i.test(
    text,
  )

const createEndSetter = (place: ColumnPlace): ColumnSetter => {
  const order = findDateOrder(place.evidence.valuesOf(place.column).keys())
  return (draft, value) => {
    const moment = readEnd(value, order)
    const end = moment ?? readText(value) ?? (value === false ? 'no' : undefined)
    if (end === undefined) {
      askState(draft, place, value)
      return
    }
    const state = stateOf(draft)
    if (state.end === undefined || endMs(end) > endMs(state.end)) {
      if (state.end !== undefined) keepAside(draft, state.endColumn, state.endText ?? state.end)
      state.end = moment ?? value
      state.endText = value
      state.endColumn = place.column
      draft.user.migratedFrom['suspendedUntil'] = end
    } else keepAside(draft, place.column, value)
  }
}

/** Of two columns of ends the later one decides. What cannot be read as a moment has no end. */
const endMs = (value: JsonValue): number => {
  if (value === false || isNoEnd(readText(value))) return -Infinity
  const ms = Date.parse(readTimestamp(value) ?? '')
  return Number.isNaN(ms) ? Infinity : ms
}

/** The other stays under its name. */
const keepAside = ({ user }: GenericDraft, column: string | undefined, value: JsonValue): void => {
  if (column !== undefined) setPath(user.customData, [column], value)
}
