import { isExact } from './exact-numbers.js'
import type { JsonValue } from '../../source-record.js'

type Construct = (first: JsonValue | undefined, second: JsonValue | undefined) => JsonValue | undefined

const text = (value: JsonValue | undefined): string | undefined =>
  typeof value === 'string' ? value : typeof value === 'number' ? String(value) : undefined

const wrap =
  (key: string): Construct =>
  (first) => {
    const value = text(first)
    return value === undefined ? undefined : { [key]: value }
  }

const number: Construct = (first) => {
  const value = text(first)
  if (value === undefined || !/^-?\d+(?:\.\d+)?(?:e[+-]?\d+)?$/i.test(value)) return undefined
  return isExact(value) ? Number(value) : value
}

const date: Construct = (first) => {
  if (typeof first !== 'number') return typeof first === 'string' ? { $date: first } : undefined
  const time = new Date(first)
  return Number.isNaN(time.valueOf()) ? undefined : { $date: time.toISOString() }
}

const binary: Construct = (first, second) => {
  if (typeof first !== 'number' || typeof second !== 'string') return undefined
  const subType = first.toString(16).padStart(2, '0')
  return { $binary: { base64: second, subType } }
}

/** `Timestamp(1, 2)` of the old shell, `Timestamp({ t: 1, i: 2 })` of mongosh. */
const timestamp: Construct = (first, second) =>
  typeof first === 'object' && first !== null && !Array.isArray(first)
    ? { $timestamp: first }
    : typeof first === 'number'
      ? { $timestamp: { t: first, i: second ?? 0 } }
      : undefined

const reference: Construct = (first, second) => ({ $ref: first ?? null, $id: second ?? null })

/** Constructors of mongo, mongosh and Robo 3T, as mongoexport writes the same values. */
const constructors: { readonly [name: string]: Construct } = {
  ObjectId: wrap('$oid'),
  ObjectID: wrap('$oid'),
  ISODate: date,
  Date: date,
  NumberLong: number,
  NumberInt: number,
  Number: number,
  Long: number,
  Int32: number,
  Double: number,
  'Long.fromString': number,
  NumberDecimal: wrap('$numberDecimal'),
  Decimal128: wrap('$numberDecimal'),
  'Decimal128.fromString': wrap('$numberDecimal'),
  UUID: wrap('$uuid'),
  LUUID: wrap('$uuid'),
  JUUID: wrap('$uuid'),
  CSUUID: wrap('$uuid'),
  PYUUID: wrap('$uuid'),
  BinData: binary,
  'Binary.createFromBase64': (first, second) => binary(second ?? 0, first),
  Timestamp: timestamp,
  DBRef: reference,
}

/** What a constructor call means; undefined when it is none that is known, or its arguments are not right. */
export const mongoValue = (name: string, args: readonly JsonValue[]): JsonValue | undefined =>
  Object.hasOwn(constructors, name) ? constructors[name]?.(args[0], args[1]) : undefined
