import type { JsonValue } from '../../source/source-record.js'
import { isFilledCell } from '../vocabulary/cells/pick-cell.js'
import { putPassword } from '../vocabulary/put-password.js'
import { putTotp } from '../vocabulary/put-totp.js'
import { readBoolean } from '../vocabulary/cells/read-boolean.js'
import { readArray, readObjects } from '../vocabulary/cells/read-json-cell.js'
import { readText } from '../vocabulary/cells/read-text.js'
import { readTimestamp } from '../vocabulary/cells/read-timestamp.js'
import type { TotpEncoding } from '../vocabulary/totp-secret.js'
import { loseField } from './place-field.js'
import type { FieldReader } from './preset-table.js'

/** A stored password, converted as the system named writes it. */
export const storedPassword =
  (system: string): FieldReader =>
  (user, value, context) => {
    putPassword(user, system, value, context.passwordParams)
    return true
  }

/** The key of an authenticator app. */
export const totpKey =
  (encoding?: TotpEncoding): FieldReader =>
  (user, value) => {
    putTotp(user, value, encoding)
    return true
  }

/**
 * The state of an account in the words of the system. A word that is not known suspends, which harms least, and
 * is a loss, so that somebody decides. The word itself becomes `migratedFrom.status`, unless that is not wanted.
 */
export const accountState = (
  active: readonly string[],
  suspended: readonly string[],
  { isRemembered = true } = {},
): FieldReader => {
  const fold = (word: string): string =>
    word
      .trim()
      .toLowerCase()
      .replace(/[\s-]+/g, '_')
  const known = new Map(
    [
      ...active.map((word) => [word, false] as const),
      ...suspended.map((word) => [word, true] as const),
    ].flatMap(([word, stops]) => [[word, stops] as const, [fold(word), stops] as const]),
  )
  return (user, value) => {
    const word = readText(value) ?? (typeof value === 'boolean' ? String(value) : undefined)
    const found = word === undefined ? undefined : (known.get(word) ?? known.get(fold(word)))
    user.isSuspended = user.isSuspended === true || found !== false
    if (word === undefined) return loseField(user, 'the state', 'a word')
    if (isRemembered) user.migratedFrom['status'] = word
    if (found === undefined) {
      const detail = `The state ${JSON.stringify(word.slice(0, 40))} is not known; the user comes suspended.`
      user.losses.push({ kind: 'unknown_state', detail })
    }
    return true
  }
}

/** When an address was verified: a moment means that it is, nothing means that it is not. */
export const verifiedAt = (flag: 'emailVerified' | 'phoneVerified'): FieldReader => {
  const read: FieldReader = (user, value) => {
    user[flag] ??= isFilledCell(value) && (readBoolean(value) ?? readTimestamp(value) !== undefined)
    return true
  }
  read.readsEmpty = true
  return read
}

/** Something that Logto cannot take, counted where the field says that there is any. */
export const loses =
  (kind: string, detail: string): FieldReader =>
  (user, value) => {
    if (saysSomething(value)) user.losses.push({ kind, detail })
    return true
  }

/** Kept in `customData` where it is set; the `false`, 0 or empty list that everybody else has says nothing. */
export const keptWhenSet: FieldReader = (_user, value) => !saysSomething(value)

/** The same of what everybody has but a few. */
export const keptWhenCleared: FieldReader = (_user, value) => readBoolean(value) === true

/** A fact of the old system, where the field says yes. */
export const rememberWhenTrue =
  (fact: string): FieldReader =>
  (user, value) => {
    if (readBoolean(value) === true) user.migratedFrom[fact] = true
    return true
  }

/** Whether there is any: not `false`, 0, `none`, an empty list or an empty object. */
const saysSomething = (value: JsonValue): boolean => {
  const list = readArray(value)
  if (list !== undefined) return list.length > 0
  if (typeof value === 'object' && value !== null) return Object.keys(value).length > 0
  return readBoolean(value) !== false && readText(value)?.toLowerCase() !== 'none'
}

/** Roles that are objects, by the first of the named fields. */
export const rolesNamed =
  (...keys: readonly string[]): FieldReader =>
  (user, value) => {
    for (const role of readObjects(value)) {
      const name = keys.map((key) => readText(role[key])).find((text) => text !== undefined)
      if (name === undefined) loseField(user, 'a role', 'a name')
      else if (!user.roles.includes(name)) user.roles.push(name)
    }
    return (readArray(value) ?? []).every((role) => typeof role === 'object')
  }
