import { isAddressClaim, isTextClaim } from '../profile-claims.js'
import type { UserRecord } from '../user-record.js'
import { readBoolean } from '../vocabulary/cells/read-boolean.js'
import { readId } from '../vocabulary/cells/read-id.js'
import { readJsonCell } from '../vocabulary/cells/read-json-cell.js'
import { readList } from '../vocabulary/cells/read-list.js'
import { readText } from '../vocabulary/cells/read-text.js'
import { readTimestamp } from '../vocabulary/cells/read-timestamp.js'
import { setPath } from '../vocabulary/cells/set-path.js'
import type { FieldReader, Place } from './preset-table.js'

const texts = ['primaryEmail', 'primaryPhone', 'username', 'name', 'avatar'] as const
const flags = ['emailVerified', 'phoneVerified', 'isSuspended', 'isPasswordExpired'] as const

/** The reader of a field that goes to one place as it stands. */
export const placeField = (place: Place): FieldReader => {
  const text = texts.find((one) => one === place)
  if (text !== undefined) return (user, value) => takeText(user, user, text, readText(value)?.trim())
  const flag = flags.find((one) => one === place.replace('!', ''))
  if (flag !== undefined) return readFlag(flag, place.startsWith('!'))
  if (place === 'id') return (user, value) => takeText(user, user, 'id', readId(value))
  if (place === 'roles') return readRoles
  const [root, ...path] = place.split('.')
  if (root === 'customData') return keepAt(path)
  if (root === 'migratedFrom') return rememberAs(path.join('.'))
  return readClaim(path)
}

/** A first value stays; another one that differs has no place. A value of another shape is lost and named. */
const takeText = <Key extends string>(
  user: UserRecord,
  target: { [key in Key]?: string | undefined },
  key: Key,
  text: string | undefined,
): boolean => {
  if (text === undefined) return loseField(user, key, 'text')
  const present = target[key]
  if (present === undefined) target[key] = text
  return present === undefined || present.toLowerCase() === text.toLowerCase()
}

const readFlag =
  (flag: (typeof flags)[number], isOpposite: boolean): FieldReader =>
  (user, value) => {
    const answer = readBoolean(value)
    // Nobody is let in, and no address trusted, on a word that is not understood.
    const holds = answer === undefined ? flag === 'isSuspended' : answer !== isOpposite
    if (flag === 'isSuspended') user.isSuspended = user.isSuspended === true || holds
    else user[flag] ??= holds
    return answer === undefined ? loseField(user, flag, 'yes or no') : true
  }

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

const epoch = '1970-01-01T00:00:00.000Z'

const rememberAs = (fact: string): FieldReader => {
  if (!fact.endsWith('At')) {
    return (user, value) => {
      user.migratedFrom[fact] ??= readText(value) ?? value
      return true
    }
  }
  return (user, value) => {
    const moment = readTimestamp(value)
    // How systems write "never".
    if (moment === epoch || (typeof value === 'string' && /^0{4}-00-00/.test(value))) return true
    if (moment === undefined) return loseField(user, fact, 'a moment')
    // How Go and JavaScript write "never".
    if (moment !== '1970-01-01T00:00:00.000Z') user.migratedFrom[fact] ??= moment
    return true
  }
}

const readClaim = ([claim = '', part = '']: readonly string[]): FieldReader => {
  if (isTextClaim(claim)) return (user, value) => takeText(user, user.profile, claim, readText(value)?.trim())
  if (!isAddressClaim(part)) throw new TypeError(`No claim of Logto is called ${claim}.${part}.`)
  return (user, value) => {
    const text = readText(value)?.trim()
    return takeText(user, (user.profile.address ??= {}), part, text)
  }
}

/** Names what could not be read; always false, as the reader then has to answer. */
export const loseField = ({ losses }: UserRecord, field: string, expected: string): false => {
  const detail = `The value for ${field} is not ${expected}; it is kept in customData only.`
  losses.push({ kind: 'field', detail })
  return false
}
