import type { JsonObject, JsonValue } from '../../../../source/source-record.js'
import { readBoolean } from '../../../vocabulary/cells/read-boolean.js'
import { isObject, readJsonCell } from '../../../vocabulary/cells/read-json-cell.js'
import { readText } from '../../../vocabulary/cells/read-text.js'
import type { ColumnPlace, ColumnSetter } from '../column-place.js'
import { applyState } from './apply-state.js'
import { askState, keepState } from './ask-state.js'
import { createDecider } from './create-decider.js'
import { judgeStatusColumn } from './judge-status-column.js'
import { type AccountState, readStateWord } from './state-words.js'

/** A column `status` or `state`: a word for what the account is, if it is about the account at all. */
export const createStatusSetter = (place: ColumnPlace): ColumnSetter => {
  const { column, keys, evidence, context } = place
  const decide = createDecider(place)
  const verdict = judgeStatusColumn(column, keys, evidence, (text) => decide(text) !== undefined)
  const undecided =
    verdict.kind === 'account'
      ? undefined
      : context.fieldUse?.counter(column, 'undecided', `customData.${column}`, verdict.why)
  return (draft, value) => {
    const text = readStatusText(value)
    const word = text === undefined || verdict.kind === 'other' ? undefined : readStateWord(text)
    const flag = text === undefined || verdict.kind !== 'account' ? undefined : readBoolean(text)
    const state: AccountState | undefined =
      (text === undefined ? undefined : decide(text)) ??
      (word === 'ask' ? undefined : word) ??
      (flag === undefined ? undefined : flag ? 'active' : 'suspend')
    if (state !== undefined) {
      applyState(draft, column, state, false)
      if (state === 'suspend' && text !== undefined) draft.user.migratedFrom['status'] ??= text
      if (typeof value === 'object') keepState(draft, place, value)
    } else if (verdict.kind === 'account' || word === 'ask') askState(draft, place, text ?? value)
    else {
      if (undecided !== undefined) undecided.filled += 1
      keepState(draft, place, value)
    }
  }
}

/** Fields that hold the word where a state is an object, as `{ "id": 2, "name": "Suspended" }`. */
const wordFields = ['value', 'name', 'code', 'status', 'state', 'key', 'slug', 'type', 'label', 'id'] as const

const readStatusText = (value: JsonValue): string | undefined => {
  if (typeof value === 'string') return readText(value)?.trim()
  if (typeof value === 'boolean') return String(value)
  const cell = readJsonCell(value)
  const entry = Array.isArray(cell) && cell.length === 1 ? cell[0] : cell
  if (isObject(entry)) return readWordOf(entry)
  return readText(entry)?.trim()
}

const readWordOf = (entry: JsonObject): string | undefined => {
  const texts = wordFields.flatMap((field) => readText(entry[field])?.trim() ?? [])
  return texts.find((text) => readStateWord(text) !== undefined) ?? texts[0]
}
