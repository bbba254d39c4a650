import type { JsonValue } from '../../../../source/source-record.js'
import type { PresetContext } from '../../../preset.js'
import { readText } from '../../../vocabulary/cells/read-text.js'
import { setPath } from '../../../vocabulary/cells/set-path.js'
import { addNote, type GenericDraft } from '../../generic-draft.js'
import type { ColumnPlace } from '../column-place.js'
import { stateOf } from './apply-state.js'

/** Told apart in the report; a column with more is no column of states. */
const mostValues = 20
const longestShown = 40

const seenValues = new WeakMap<PresetContext, Map<string, Set<string>>>()

/** Nobody comes in as active because a word was not understood. */
export const askState = (draft: GenericDraft, place: ColumnPlace, value: JsonValue): void => {
  const { column } = place
  const text = textOfState(value).trim()
  stateOf(draft).isOff = true
  keepState(draft, place, value)
  addNote(draft.user, {
    code: 'state_unknown',
    field: column,
    message: `${column}: nothing says what this state is; the user comes suspended. Say it in the config: states: { '${column}=${shorten(text)}': 'active', 'suspend' or 'skip' }.`,
    reason: `${column}=${nameValue(place, shorten(text))}`,
  })
}

/** As the config would name it. */
export const textOfState = (value: JsonValue): string => {
  if (value === '') return ''
  return (
    readText(value) ??
    (typeof value === 'boolean' ? String(value) : Array.isArray(value) ? 'a list' : 'an object')
  )
}

/** A value that decides nothing stays readable. What is part of an object is kept with it. */
export const keepState = (
  { user }: GenericDraft,
  { column, isPart }: ColumnPlace,
  value: JsonValue,
): void => {
  if (isPart !== true && value !== '') setPath(user.customData, [column], value)
}

const shorten = (text: string): string =>
  text.length > longestShown ? `${text.slice(0, longestShown - 1)}…` : text

const nameValue = ({ column, context }: ColumnPlace, text: string): string => {
  let columns = seenValues.get(context)
  if (columns === undefined) seenValues.set(context, (columns = new Map()))
  const values = columns.get(column) ?? new Set()
  columns.set(column, values)
  if (values.size < mostValues) values.add(text)
  return values.has(text) ? text : '…'
}
