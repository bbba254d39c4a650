import type { JsonObject, JsonValue } from '../../source/source-record.js'
import { isObject } from '../vocabulary/cells/read-json-cell.js'
import { readText } from '../vocabulary/cells/read-text.js'
import { readTimestamp } from '../vocabulary/cells/read-timestamp.js'

/** As deep as the plan lets objects be nested; what is deeper it rejects. */
const deepest = 101

/** MongoDB's extended JSON as plain JSON: `$oid`, `$date`, `$numberLong` and their like become text and numbers. */
export const unwrapExtendedJson = (value: JsonValue, depth: number): JsonValue => {
  if (typeof value !== 'object' || value === null || depth > deepest) return value
  if (Array.isArray(value)) return value.map((item) => unwrapExtendedJson(item, depth + 1))
  if (!isObject(value)) return value
  const special = readSpecial(value)
  if (special !== undefined) return special
  const plain: JsonObject = {}
  for (const key of Object.keys(value)) {
    const inner = unwrapExtendedJson(value[key] ?? null, depth + 1)
    // An own key even for `__proto__`, which the plan then rejects by name.
    Object.defineProperty(plain, key, { value: inner, enumerable: true, writable: true, configurable: true })
  }
  return plain
}

const readSpecial = (value: JsonObject): JsonValue | undefined => {
  const [name = '', ...others] = Object.keys(value)
  if (others.length > 0 || !name.startsWith('$')) return undefined
  const text = readText(value[name])
  switch (name) {
    case '$oid':
    case '$uuid':
    case '$numberDecimal':
      return text
    case '$date':
      return readTimestamp(value)
    case '$numberInt':
    case '$numberLong':
    case '$numberDouble': {
      const number = Number(text)
      return Number.isSafeInteger(number) || (name === '$numberDouble' && Number.isFinite(number))
        ? number
        : text
    }
    default:
      return undefined
  }
}

/** An ObjectId begins with the seconds at which it was made. */
export const readObjectIdTime = (id: string | undefined): string | undefined =>
  id !== undefined && /^[\da-f]{24}$/i.test(id)
    ? new Date(Number.parseInt(id.slice(0, 8), 16) * 1000).toISOString()
    : undefined
