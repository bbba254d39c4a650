import type { JsonValue } from '../../source/source-record.js'
import type { UserRecord } from '../user-record.js'
import { readBoolean } from '../vocabulary/cells/read-boolean.js'
import { readId } from '../vocabulary/cells/read-id.js'
import { readJsonCell } from '../vocabulary/cells/read-json-cell.js'
import { readList } from '../vocabulary/cells/read-list.js'
import { readText } from '../vocabulary/cells/read-text.js'
import { readTimestamp } from '../vocabulary/cells/read-timestamp.js'
import { setPath } from '../vocabulary/cells/set-path.js'
import { isTelling } from './is-telling.js'
import type { FieldReader, Flag, Place } from './preset-table.js'
import { isTextPlace, textPlaces, type TextPlace } from './text-places.js'

/** The reader of a field that goes to one place as it stands. */
export const placeField = (place: Place): FieldReader => {
  if (isTextPlace(place)) return takeText(place)
  if (place === 'roles') return readRoles
  const name = place.replace('!', '')
  if (isFlag(name)) return readFlag(name, place.startsWith('!'))
  const [root, ...path] = place.split('.')
  if (root === 'customData') return keepAt(path)
  if (root === 'migratedFrom') return rememberAs(path.join('.'))
  throw new TypeError(`No field of a user is called ${place}.`)
}

/** A first value stays; another one that differs has no place. A value of another shape is lost and named. */
const takeText = (place: TextPlace): FieldReader => {
  const put = textPlaces[place]
  const isId = place === 'id'
  const name = place.slice(place.lastIndexOf('.') + 1)
  return (user, value) => {
    const text = isId ? readId(value) : trimText(readText(value))
    if (text === undefined) return loseField(user, name, 'text')
    const present = put(user, text)
    return present === text || present.toLowerCase() === text.toLowerCase()
  }
}

/** The same for a field that only stands in for better ones: where those say something, it says nothing more. */
export const fillIn = (place: TextPlace): FieldReader => {
  const take = takeText(place)
  return (user, value, context, record) => take(user, value, context, record) || readText(value) !== undefined
}

/** Looks before it trims: nearly all text begins and ends with something, and this runs for every field. */
const trimText = (text: string | undefined): string | undefined =>
  text === undefined || (isSolid(text.charCodeAt(0)) && isSolid(text.charCodeAt(text.length - 1)))
    ? text
    : text.trim()

const isSolid = (code: number): boolean => code > 32 && code < 128

/** With their names written out, as `textPlaces` are. */
const flags: { readonly [flag in Flag]: (user: UserRecord, holds: boolean) => void } = {
  emailVerified: (user, holds) => void (user.emailVerified ??= holds),
  phoneVerified: (user, holds) => void (user.phoneVerified ??= holds),
  // A user is suspended where any field says so.
  isSuspended: (user, holds) => void (user.isSuspended = user.isSuspended === true || holds),
  isPasswordExpired: (user, holds) => void (user.isPasswordExpired ??= holds),
}

const isFlag = (name: string): name is Flag => Object.hasOwn(flags, name)

const readFlag = (flag: Flag, isOpposite: boolean): FieldReader => {
  const put = flags[flag]
  const isMark = flag === 'emailVerified' || flag === 'phoneVerified'
  // Nobody is let in, and no address trusted, on a word that is not understood.
  const unknown = flag === 'isSuspended'
  const read: FieldReader = (user, value) => {
    if (isMark && !isTelling(value)) {
      put(user, false)
      return true
    }
    const answer = readBoolean(value) ?? (isMark && isMoment(value) ? !isOpposite : undefined)
    put(user, answer === undefined ? unknown : answer !== isOpposite)
    return answer === undefined ? loseField(user, flag, 'yes or no') : true
  }
  // No answer is no proof.
  if (isMark) read.readsEmpty = true
  return read
}

/** When an address was verified, in the place of a yes: no number so small that it could be anything. */
const isMoment = (value: JsonValue): boolean => (readTimestamp(value) ?? '') >= '1971'

const readRoles: FieldReader = (user, value) => {
  const names = readList(value)
  user.roles = [...new Set([...user.roles, ...names])]
  const cell = readJsonCell(value)
  const count = Array.isArray(cell) ? cell.length : 1
  return names.length > 0 && names.length >= count ? true : loseField(user, 'roles', 'names')
}

const keepAt =
  (path: readonly string[]): FieldReader =>
  ({ customData }, value) => {
    setPath(customData, path, readJsonCell(value) ?? value)
    return true
  }

/** How Go and JavaScript write "never". */
const epoch = '1970-01-01T00:00:00.000Z'

const rememberAs = (fact: string): FieldReader => {
  if (!fact.endsWith('At')) {
    return ({ migratedFrom }, value) => {
      const text = readText(value)
      // Blank text says nothing.
      if (text !== undefined || typeof value !== 'string') migratedFrom[fact] ??= text ?? value
      return true
    }
  }
  return (user, value) => {
    const moment = readTimestamp(value)
    if (moment === undefined) return isNever(value) || loseField(user, fact, 'a moment')
    if (moment === epoch) return true
    const { migratedFrom } = user
    if (fact === 'createdAt') migratedFrom.createdAt ??= moment
    else if (fact === 'updatedAt') migratedFrom['updatedAt'] ??= moment
    else if (fact === 'lastSignInAt') migratedFrom.lastSignInAt ??= moment
    else migratedFrom[fact] ??= moment
    return true
  }
}

/** How MySQL writes it. */
const isNever = (value: unknown): boolean => typeof value === 'string' && value.startsWith('0000-00-00')

/** Names what could not be read; always false, as the reader then has to answer. */
export const loseField = ({ losses }: UserRecord, field: string, expected: string): false => {
  const detail = `The value for ${field} is not ${expected}; it is kept in customData only.`
  losses.push({ kind: 'field', detail })
  return false
}
