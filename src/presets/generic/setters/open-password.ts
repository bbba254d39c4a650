import type { HashParams } from '../../../password/hash-params.js'
import type { JsonObject, JsonValue } from '../../../source/source-record.js'
import { isObject, readJsonCell } from '../../vocabulary/cells/read-json-cell.js'
import { findPasswordColumn } from '../columns/password-column.js'

/** The stored password itself, and what an object around it says besides. */
export interface OpenedPassword {
  /** Text, or what only `convertPassword` can judge; undefined where there is nothing. */
  value: unknown
  params: HashParams | undefined
}

/**
 * Opens a value in a column of passwords: text stays text, a number is its digits, a list of one is that one, and an
 * object of hash, salt and algorithm is taken apart. A flag only says whether there is a password elsewhere.
 */
export const openPassword = (value: JsonValue, isPlaintext = false): OpenedPassword => {
  switch (typeof value) {
    case 'string':
      return !isPlaintext && saysWhether.test(value) ? openFlag(isYes.test(value)) : openText(value)
    case 'number':
      return { value: String(value), params: undefined }
    case 'boolean':
      return openFlag(value)
    default:
      return openObject(value)
  }
}

/** A column that says whether there is a password holds none: where there is one, it is elsewhere. */
const saysWhether = /^\s*(?:true|false|yes|no|t|f)\s*$/i
const isYes = /^\s*(?:true|yes|t)\s*$/i

const openFlag = (hasPassword: boolean): OpenedPassword => ({
  value: hasPassword ? elsewhere : undefined,
  params: undefined,
})

/** What `convertPassword` reads as a reference to another system. */
const elsewhere = '{SASL}'

const openText = (text: string): OpenedPassword => {
  // `{SSHA}…` begins with a brace too, but is no JSON.
  if (!/^\s*\{\s*"/.test(text)) return { value: text, params: undefined }
  const cell = readJsonCell(text)
  return isObject(cell) ? openObject(cell) : { value: text, params: undefined }
}

const openObject = (value: JsonValue): OpenedPassword => {
  if (Array.isArray(value)) {
    const [only] = value
    return value.length === 1 && typeof only === 'string' ? openText(only) : { value, params: undefined }
  }
  if (!isObject(value) || Object.keys(value).length === 0) return { value: undefined, params: undefined }
  // Objects of a system's own shape are read whole.
  if (isObject(value['hash']) || 'secretData' in value || 'hashedSaltedValue' in value) {
    return { value, params: undefined }
  }
  const { text, params } = takeApart(value)
  return text === undefined || 'saltOrder' in value || 'workFactor' in value
    ? { value: text === undefined ? [] : value, params: undefined }
    : { value: text, params }
}

const takeApart = (object: JsonObject): { text: string | undefined; params: HashParams } => {
  let text: string | undefined
  for (const key of Object.keys(object)) {
    const value = object[key]
    const role = findPasswordColumn(key)?.role
    if (role === 'parameter' || typeof value !== 'string') continue
    if (role !== undefined || plainKeys.has(key.toLowerCase())) text ??= value
  }
  return { text, params: readPasswordParams(object) }
}

const plainKeys: ReadonlySet<string> = new Set(['value', 'digest', 'key', 'derivedkey', 'data', 'password'])

/** Everything in an object that is a parameter of the hash in it, by the usual names. */
export const readPasswordParams = (object: JsonObject): HashParams => {
  const params: HashParams = {}
  for (const key of Object.keys(object)) {
    const value = object[key]
    const found = findPasswordColumn(key)
    if (found?.role !== 'parameter' || value === null || value === undefined || value === '') continue
    params[found.parameter] ??= typeof value === 'number' ? String(value) : value
  }
  return params
}
