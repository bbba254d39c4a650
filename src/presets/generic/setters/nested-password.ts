import { isHashFamily, recognisePassword } from '../../../password/recognise/recognise-password.js'
import type { JsonObject, JsonValue } from '../../../source/source-record.js'
import { isObject } from '../../vocabulary/cells/read-json-cell.js'
import { foldName } from '../columns/fold-name.js'
import { findPasswordColumn } from '../columns/password-column.js'

/** A password inside an object that is about signing in. */
export interface NestedPassword {
  /** Where it stands, with dots. */
  column: string
  role: 'hash' | 'password'
  /** Text, or an object of a hash and what belongs to it. */
  value: JsonValue
}

/** `local` of Passport, `auth`, `credentials`; the password in `smtp` or `integrations.crm` is another one's. */
const ownNames: ReadonlySet<string> = new Set(
  (
    'auth authentication authdata authinfo login logindata logininfo local account accountdata useraccount credential credentials creds security user userdata ' +
    'identity access signin data attributes properties profile strategies strategy passwordauth passwordlogin emailauth emailpassword basic private secrets sensitive'
  ).split(' '),
)

const deepest = 3

/** Whether the member of an object, by its path, is where the password of the account stands. */
export const isPasswordPlace = (parents: readonly string[]): boolean =>
  parents.length <= deepest && parents.every((name) => ownNames.has(foldName(name)))

/**
 * The password of the account in an object that has no place of its own. Not what stands in lists, which are histories
 * and sessions, and of several the first.
 */
export const findNestedPassword = (column: string, object: JsonObject): NestedPassword | undefined => {
  const open: { parents: string[]; object: JsonObject }[] = [{ parents: [column], object }]
  for (const { parents, object: current } of open) {
    if (!isPasswordPlace(parents)) continue
    const found = findMember(parents, current)
    if (found !== undefined) return found
    for (const key of Object.keys(current)) {
      const inner = current[key]
      if (isObject(inner)) open.push({ parents: [...parents, key], object: inner })
    }
  }
  return undefined
}

const findMember = (parents: readonly string[], object: JsonObject): NestedPassword | undefined => {
  for (const key of Object.keys(object)) {
    const role = findPasswordColumn(key)?.role
    const value = object[key]
    if (role === undefined || role === 'parameter' || value === undefined || value === null || value === '')
      continue
    const place = [...parents, key].join('.')
    if (isObject(value)) return { column: place, role: 'password', value }
    if (typeof value !== 'string') continue
    const isHash = role !== 'password' || isHashFamily(recognisePassword(value).family)
    return { column: place, role: isHash ? 'hash' : 'password', value: withParams(object, value) }
  }
  return undefined
}

/** The hash with the salt and the algorithm that stand beside it; alone where nothing does. */
const withParams = (object: JsonObject, hash: string): JsonValue => {
  const params: JsonObject = {}
  for (const key of Object.keys(object)) {
    if (findPasswordColumn(key)?.role === 'parameter') params[key] = object[key]!
  }
  return Object.keys(params).length === 0 ? hash : { ...params, hash }
}
