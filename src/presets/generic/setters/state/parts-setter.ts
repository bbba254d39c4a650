import type { JsonValue } from '../../../../source/source-record.js'
import { isObject, readJsonCell } from '../../../vocabulary/cells/read-json-cell.js'
import { findKnownColumn } from '../../columns/find-known-column.js'
import { foldName } from '../../columns/fold-name.js'
import { listNames } from '../../columns/list-names.js'
import { loginWords } from '../../columns/made/state-name-words.js'
import type { ColumnTarget } from '../../columns/resolve-column.js'
import type { ColumnPlace, ColumnSetter } from '../column-place.js'
import { createPersonParts } from '../person-parts.js'
import { createVerifiedSetter } from '../verified-setter.js'
import { createStateSetter, isStatePath } from './state-setter.js'

/** Objects whose parts speak of the account itself: `{ account: { enabled: false } }`. */
const accountObjects: ReadonlySet<string> = new Set([
  ...loginWords,
  ...listNames(`auth, authentication, security, state, status, flags, flag, lock, ban, moderation, account status, account state, user status, account flags,
    app metadata, raw app meta data, permissions, Zustand, estado, stato, état, durum`).map(foldName),
])

const elsewhere = 'inside an object that may be about something else'

/** Keys of one column; objects that are used as dictionaries have keys without end. */
const mostKeys = 200

/**
 * Reads what the parts of an object say about the account, and of the address; the object goes where it went before. Parts of an
 * object that may be about something else (a subscription, a device) decide nothing, and are named.
 */
export const createPartsSetter = (
  { path, isUnknown }: ColumnTarget,
  place: ColumnPlace,
  set: ColumnSetter,
): ColumnSetter => {
  const isState = path.length === 1 && (path[0] === 'accountStatus' || isStatePath(path[0] ?? ''))
  const isOpen =
    isUnknown === true || path[0] === 'customData' || (path.length === 1 && path[0] === 'profile')
  if (place.evidence.isTable && !holdsObjects(place)) return set
  if (!isState && !isOpen) return set
  const decides = isState || accountObjects.has(foldName(place.column))
  const parts = new Map<string, ColumnSetter | undefined>()
  const takePerson = isOpen ? createPersonParts(place) : undefined
  return (draft, value) => {
    const whole = readCell(value)
    if (whole === undefined) {
      set(draft, value)
      return
    }
    const cell = takePerson?.(draft, whole) ?? whole
    const isTaken = cell !== whole
    let isRead = false
    for (const key in cell) {
      if (!parts.has(key) && parts.size < mostKeys) parts.set(key, createPart(key, place, decides))
      const setPart = parts.get(key)
      const part = cell[key]
      if (setPart === undefined || part === null || part === undefined || part === '') continue
      isRead = true
      setPart(draft, part)
    }
    // What an object of states says was read from its parts.
    if (isState && isRead) draft.user.customData[place.column] = cell
    else if (!isTaken) set(draft, value)
    else if (Object.keys(cell).length > 0) set(draft, cell)
  }
}

const readCell = (value: JsonValue): { [key: string]: JsonValue } | undefined => {
  if (typeof value === 'boolean' || typeof value === 'number') return undefined
  const cell = readJsonCell(value)
  return isObject(cell) ? cell : undefined
}

const holdsObjects = ({ column, evidence }: ColumnPlace): boolean => {
  for (const text of evidence.valuesOf(column).keys()) if (text.startsWith('{')) return true
  return false
}

const createPart = (key: string, place: ColumnPlace, decides: boolean): ColumnSetter | undefined => {
  const { context } = place
  const column = `${place.column}.${key}`
  const path = findKnownColumn(key)?.path ?? ''
  const isState = isStatePath(path) && path !== 'accountControl'
  const part: ColumnPlace = { ...place, column, isPart: true }
  if (!decides) {
    const use = isState ? context.fieldUse?.counter(column, 'undecided', column, elsewhere) : undefined
    return use === undefined ? undefined : () => void (use.filled += 1)
  }
  if (isState) return createStateSetter(path, part)
  return createVerifiedSetter(path, part)
}
