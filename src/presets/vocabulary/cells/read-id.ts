import type { JsonValue } from '../../../source/source-record.js'
import { isObject } from './read-json-cell.js'
import { readText } from './read-text.js'

/** A key as text: a number, a UUID, or `{"$oid": …}` and `{"$numberLong": …}` of MongoDB exports. */
export const readId = (value: JsonValue | undefined): string | undefined =>
  readText(isObject(value) ? (value['$oid'] ?? value['$numberLong'] ?? value['$uuid']) : value)
