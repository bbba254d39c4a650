import type { JsonObject, JsonValue } from '../source/source-record.js'
import { judgeName } from './judge-name.js'

const nameLists = ['keys', 'names', 'fields', 'headers', 'columns', 'labels', 'params'] as const
const valueList = /^(?:values|data|rows|cells|items)$/

/** More are rows, not columns. */
const mostNames = 500

/**
 * The names of the columns of a list whose values stand in another: `{ keys: ['theme', 'token'], values: [… , …] }`.
 * Undefined where no name says anything.
 */
export const readNamedList = (object: JsonObject, key: string): readonly string[] | undefined => {
  if (!valueList.test(key)) return undefined
  for (const field of nameLists) {
    const names = object[field]
    if (!Array.isArray(names) || names.length === 0 || names.length > mostNames) continue
    if (names.every(isName) && names.some((name) => judgeName(name).verdict !== 'open')) return names
  }
  return undefined
}

const isName = (value: JsonValue): value is string => typeof value === 'string' && value.length <= 100
