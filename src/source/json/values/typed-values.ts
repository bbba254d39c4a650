import type { JsonObject, JsonValue } from '../../source-record.js'
import { isJsonObject } from '../judge-json.js'

/** Stores whose answers say of every value what type it has: `{ "email": { "S": "ada@example.com" } }`. */
export type TypedStore = 'DynamoDB' | 'Firestore'

type Reader = (value: JsonValue) => JsonValue

const asIs: Reader = (value) => value

/** Types of DynamoDB's values. Numbers are texts there, and stay texts where a double cannot hold them. */
const dynamo: { readonly [type: string]: Reader } = {
  S: asIs,
  N: (value) => readNumber(value),
  BOOL: asIs,
  NULL: () => null,
  B: asIs,
  M: (value) => readMembers(value, dynamo),
  L: (value) => readItems(value, dynamo),
  SS: asIs,
  NS: (value) => (Array.isArray(value) ? value.map(readNumber) : value),
  BS: asIs,
}

const firestore: { readonly [type: string]: Reader } = {
  stringValue: asIs,
  integerValue: (value) => readNumber(value),
  doubleValue: asIs,
  booleanValue: asIs,
  nullValue: () => null,
  timestampValue: asIs,
  referenceValue: asIs,
  bytesValue: asIs,
  geoPointValue: asIs,
  mapValue: (value) => readMembers(isJsonObject(value) ? (value['fields'] ?? {}) : value, firestore),
  arrayValue: (value) => readItems(isJsonObject(value) ? (value['values'] ?? []) : value, firestore),
}

const stores: readonly (readonly [TypedStore, typeof dynamo])[] = [
  ['DynamoDB', dynamo],
  ['Firestore', firestore],
]

/** The store whose types all values of the sample have. */
export const findTypedStore = (sample: readonly JsonObject[]): TypedStore | undefined =>
  sample.length === 0
    ? undefined
    : stores.find(([, types]) => sample.every((record) => isTyped(record, types)))?.[0]

const isTyped = (record: JsonObject, types: typeof dynamo): boolean => {
  // The id that stood beside the values has none.
  const names = Object.keys(record).filter((name) => name !== 'id' || isJsonObject(record[name]))
  return names.length > 0 && names.every((name) => typeOf(record[name] ?? null, types) !== undefined)
}

const typeOf = (value: JsonValue, types: typeof dynamo): string | undefined => {
  if (!isJsonObject(value)) return undefined
  const [type = '', ...others] = Object.keys(value)
  return others.length === 0 && Object.hasOwn(types, type) ? type : undefined
}

/** The record with plain values. */
export const readTypedRecord = (record: JsonObject, store: TypedStore): JsonObject => {
  const plain = readMembers(record, store === 'DynamoDB' ? dynamo : firestore)
  return isJsonObject(plain) ? plain : record
}

const readValue = (value: JsonValue, types: typeof dynamo): JsonValue => {
  const type = typeOf(value, types)
  return type === undefined || !isJsonObject(value) ? value : (types[type]?.(value[type] ?? null) ?? null)
}

/** As deep as records may be: the reader refuses what is nested further. */
const readMembers = (value: JsonValue, types: typeof dynamo): JsonValue =>
  isJsonObject(value)
    ? Object.fromEntries(Object.entries(value).map(([name, item]) => [name, readValue(item, types)]))
    : value

const readItems = (value: JsonValue, types: typeof dynamo): JsonValue =>
  Array.isArray(value) ? value.map((item) => readValue(item, types)) : value

const readNumber = (value: JsonValue): JsonValue => {
  const number = Number(value)
  return typeof value === 'string' && value !== '' && String(number) === value ? number : value
}
