import { isNoEnd } from '../finish-state.js'
import type { ColumnPlace } from './column-place.js'
import type { JsonValue } from '../../../source/source-record.js'
import type { PresetContext } from '../../preset.js'
import { readBoolean } from '../../vocabulary/cells/read-boolean.js'
import { readText } from '../../vocabulary/cells/read-text.js'
import { readTimestamp } from '../../vocabulary/cells/read-timestamp.js'
import { setPath } from '../../vocabulary/cells/set-path.js'
import { looksLikeDate } from './date-setter.js'
import type { ColumnSetter } from './column-place.js'
import { createFlagReader } from '../columns/flag-reader.js'
import { foldName } from '../columns/fold-name.js'
import { addNote, type DraftState, type GenericDraft } from '../generic-draft.js'
import { judgeStatusColumn } from '../columns/judge-status-column.js'
import { type AccountState, readStateWord } from './state-words.js'

export type StatePath =
  'isSuspended' | 'isActive' | 'isDeleted' | 'accountStatus' | 'accountControl' | 'suspendedUntil'

export const isStatePath = (path: string): path is StatePath =>
  path === 'isSuspended' ||
  path === 'isActive' ||
  path === 'isDeleted' ||
  path === 'accountStatus' ||
  path === 'accountControl' ||
  path === 'suspendedUntil'

/** Made once per column that says whether an account may be used. */
export const createStateSetter = (path: StatePath, place: ColumnPlace): ColumnSetter => {
  if (path === 'suspendedUntil') return createEndSetter(place)
  if (path === 'accountStatus') return createStatusSetter(place)
  const read = readers[path]
  const readFlag = createFlagReader(place.column, place.evidence)
  const decide = createDecider(place)
  const isBan =
    /ban|lock|suspend|sperr|bloqu/.test(foldName(place.column)) &&
    !/until|signin/.test(foldName(place.column))
  return (draft, value) => {
    const state = decide(textOf(value)) ?? read(value, readFlag)
    if (state === undefined) askState(draft, place, value)
    else applyState(draft, place, state, path === 'isSuspended' && isBan)
  }
}

const textOf = (value: JsonValue): string =>
  readText(value) ??
  (typeof value === 'boolean' ? String(value) : Array.isArray(value) ? 'a list' : 'an object')

const createEndSetter =
  (place: ColumnPlace): ColumnSetter =>
  (draft, value) => {
    const end = readTimestamp(value) ?? readText(value) ?? (value === false ? 'no' : undefined)
    if (end === undefined) {
      askState(draft, place, value)
      return
    }
    const state = stateOf(draft)
    if (state.end === undefined || isLater(value, state.end)) {
      if (state.end !== undefined) keepAside(draft, state.endColumn, state.end)
      state.end = value
      state.endColumn = place.column
      draft.user.migratedFrom['suspendedUntil'] = end
    } else keepAside(draft, place.column, value)
  }

/** Of two columns of ends the later one decides, and the other stays under its name. */
const isLater = (value: JsonValue, than: JsonValue): boolean => endMs(value) > endMs(than)

/** What cannot be read as a moment has no end. */
const endMs = (value: JsonValue): number => {
  if (value === false || isNoEnd(readText(value))) return -Infinity
  const ms = Date.parse(readTimestamp(value) ?? '')
  return Number.isNaN(ms) ? Infinity : ms
}

const keepAside = ({ user }: GenericDraft, column: string | undefined, value: JsonValue): void => {
  if (column !== undefined) setPath(user.customData, [column], value)
}

/** A moment, or a number too large to be a flag: since when. */
const isMoment = (value: JsonValue): boolean => {
  const text = readText(value)
  if (text === undefined) return readTimestamp(value) !== undefined
  if (looksLikeDate(text)) return true
  return !/^-?\d{1,7}(?:\.\d+)?$/.test(text.trim()) && readTimestamp(value) !== undefined
}

/** `0000-00-00`, `0001-01-01`, `-1`: how a column of times says never. */
const isNever = (value: JsonValue): boolean =>
  /^(?:0{4}-|0001-01-01|1970-01-01|-1$)|^(?:1\/){2}0001/.test(readText(value) ?? '')

type FlagReader = (value: JsonValue) => boolean | undefined

const readYes = (value: JsonValue, yes: AccountState, readFlag: FlagReader): AccountState | undefined => {
  const flag = readFlag(value)
  if (flag !== undefined) return flag ? yes : 'active'
  if (isNever(value)) return 'active'
  if (isMoment(value)) return yes
  const word = readStateWord(readText(value) ?? '')
  return word === 'ask' ? undefined : word
}

const readers: {
  [path in 'isSuspended' | 'isActive' | 'isDeleted' | 'accountControl']: (
    value: JsonValue,
    readFlag: FlagReader,
  ) => AccountState | undefined
} = {
  isSuspended: (value, readFlag) => readYes(value, 'suspend', readFlag),
  isDeleted: (value, readFlag) => readYes(value, 'skip', readFlag),
  isActive: (value, readFlag) => {
    const flag = readFlag(value)
    if (flag !== undefined) return flag ? 'active' : 'suspend'
    const word = readStateWord(readText(value) ?? '')
    return word === 'ask' ? undefined : word
  },
  accountControl: (value) => {
    const bits = Number(readText(value) ?? Number.NaN)
    if (!Number.isSafeInteger(bits) || bits <= 0) return undefined
    return (bits & accountDisabled) === 0 ? 'active' : 'suspend'
  },
}

/** ACCOUNTDISABLE in `userAccountControl` of Active Directory. */
const accountDisabled = 2

const createStatusSetter = (place: ColumnPlace): ColumnSetter => {
  const { column, keys, evidence, context } = place
  const decide = createDecider(place)
  const verdict = judgeStatusColumn(column, keys, evidence, (text) => decide(text) !== undefined)
  const undecided =
    verdict.kind === 'account'
      ? undefined
      : context.fieldUse?.counter(column, 'undecided', `customData.${column}`, verdict.why)
  return (draft, value) => {
    const text = readText(value)?.trim() ?? (typeof value === 'boolean' ? String(value) : undefined)
    const word = text === undefined || verdict.kind === 'other' ? undefined : readStateWord(text)
    const flag = text === undefined || verdict.kind !== 'account' ? undefined : readBoolean(text)
    const state =
      (text === undefined ? undefined : decide(text)) ??
      (word === 'ask' ? undefined : word) ??
      (flag === undefined ? undefined : flag ? 'active' : 'suspend')
    if (state !== undefined) {
      applyState(draft, place, state, false)
      if (state === 'suspend' && text !== undefined) draft.user.migratedFrom['status'] ??= text
    } else if (verdict.kind === 'account' || word === 'ask') askState(draft, place, value)
    else {
      if (undecided !== undefined) undecided.filled += 1
      keep(draft, column, value)
    }
  }
}

const stateOf = (draft: GenericDraft): DraftState => (draft.state ??= {})

const applyState = (
  draft: GenericDraft,
  { column }: ColumnPlace,
  state: AccountState,
  isBan: boolean,
): void => {
  const kept = stateOf(draft)
  if (state === 'skip') kept.skip ??= column
  else if (isBan) kept.isBanned = kept.isBanned === true || state === 'suspend'
  else kept.isOff = kept.isOff === true || state === 'suspend'
}

/** What the operator has said about a value, by `column=value` or by the value alone. */
const createDecider = ({
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

/** Told apart in the report; a column with more is no column of states. */
const mostValues = 20
const longestShown = 40

const seenValues = new WeakMap<PresetContext, Map<string, Set<string>>>()

/** Nobody comes in as active because a word was not understood. */
const askState = (draft: GenericDraft, place: ColumnPlace, value: JsonValue): void => {
  const { column } = place
  const text = textOf(value).trim()
  stateOf(draft).isOff = true
  keep(draft, column, value)
  addNote(draft.user, {
    code: 'state_unknown',
    field: column,
    message: `${column}: nothing says what this state is; the user comes suspended. Say it in the config: states: { '${column}=${shorten(text)}': 'active', 'suspend' or 'skip' }.`,
    reason: `${column}=${nameValue(place, shorten(text))}`,
  })
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

const keep = ({ user }: GenericDraft, column: string, value: JsonValue): void =>
  setPath(user.customData, [column], value)
