import { isCertainHash } from '../../../password/recognise/certain-hash.js'
import type { JsonObject, JsonValue } from '../../../source/source-record.js'
import { longestNullText, noIdentifier, nullTexts, nullWords } from '../../vocabulary/cells/null-texts.js'
import { readObject } from '../../vocabulary/cells/read-json-cell.js'
import { type FlagLetters, findFlagLetters } from '../setters/state/flag-letters.js'
import { findKnownColumn } from './find-known-column.js'
import { createGuess } from './guess-password.js'

/** Columns whose values cannot be a word like `None` by nature: where it stands there, it is the table's null. */
const exactPaths: ReadonlySet<string> = new Set([
  'id',
  'primaryEmail',
  'primaryPhone',
  'username',
  'emailVerified',
  'emailVerifiedAt',
  'phoneVerified',
  'phoneVerifiedAt',
  'isActive',
  'isSuspended',
  'isDeleted',
  'profile.birthdate',
  'migratedFrom.createdAt',
  'migratedFrom.lastSignInAt',
])

/** So many of the sampled people are not all called Null. */
const fewestRows = 2
const leastShare = 0.05

const nothing: ReadonlySet<string> = new Set()

/** What the first records of an input prove about its columns. The same sample gives the same answers. */
export class TableEvidence {
  readonly #sample: readonly JsonObject[]
  readonly #values = new Map<string, ReadonlyMap<string, number>>()
  /** Whether every cell is text: then the input is a table, in which nothing cannot be told from text. */
  readonly isTable: boolean
  #nulls: ReadonlySet<string> | undefined
  #letters: [FlagLetters | undefined] | undefined

  constructor(sample: readonly JsonObject[] = []) {
    this.#sample = sample
    this.isTable =
      sample.length > 0 &&
      sample.every((record) => Object.keys(record).every((key) => typeof record[key] === 'string'))
  }

  /** Texts of a column with how often they came up, blanks cut; numbers and flags as text. */
  valuesOf(column: string): ReadonlyMap<string, number> {
    let values = this.#values.get(column)
    if (values === undefined) {
      values = countValues(this.#sample, column)
      this.#values.set(column, values)
    }
    return values
  }

  /** Whether a column holds anything, of whatever kind. */
  isFilled(column: string): boolean {
    return this.#sample.some((record) => {
      const value = record[column]
      return value !== undefined && value !== null && value !== ''
    })
  }

  /** Whether nobody shares a value of the column with another. */
  isUnique(column: string): boolean {
    return [...this.valuesOf(column).values()].every((count) => count === 1)
  }

  /** The letters for yes and no of the whole table. */
  get flagLetters(): FlagLetters | undefined {
    this.#letters ??= [
      findFlagLetters(Object.keys(this.#sample[0] ?? {}).map((column) => this.valuesOf(column).keys())),
    ]
    return this.#letters[0]
  }

  /** Whether most of what a column holds are password hashes, whatever it is called. */
  holdsHashes(column: string): boolean {
    const isHash = createGuess(column) ?? isCertainHash
    let hashes = 0
    let others = 0
    for (const [text, count] of this.valuesOf(column)) {
      if (isHash(text)) hashes += count
      else if (text !== '') others += count
    }
    return hashes > 0 && hashes >= others
  }

  /** Texts that stand for nothing in a column of the path. */
  nullsOf(column: string, path: string): ReadonlySet<string> {
    if (path === 'primaryPhone') return noNumber
    if (path === 'id' || path === 'primaryEmail' || path === 'username') return noIdentifier
    // Masks and markers in columns of passwords are told apart, and counted, where passwords are.
    if (!this.isTable || /^(?:plaintext)?password/i.test(path)) return nothing
    const nulls = new Set([...this.#tableNulls(), ...this.#repeated(column)])
    if (!namePaths.has(path)) for (const text of nullTexts) nulls.add(text)
    return nulls
  }

  /** What the table writes where a word cannot be. */
  #tableNulls(): ReadonlySet<string> {
    if (this.#nulls !== undefined) return this.#nulls
    const found = new Set<string>()
    for (const column of Object.keys(this.#sample[0] ?? {})) {
      if (!exactPaths.has(findKnownColumn(column)?.path ?? '')) continue
      for (const text of this.valuesOf(column).keys()) if (isNullLike(text)) found.add(text)
    }
    // One that pandas wrote, and the others are pandas' as well: None beside nan in one and the same file.
    if (pandasNulls.some((text) => found.has(text)))
      for (const text of [...pandasNulls, 'None']) found.add(text)
    this.#nulls = found
    return found
  }

  /** Null texts that a column holds again and again. */
  #repeated(column: string): string[] {
    const values = this.valuesOf(column)
    const rows = this.#sample.length
    return [...values].flatMap(([text, count]) =>
      isNullLike(text) && count >= fewestRows && count / rows >= leastShare ? [text] : [],
    )
  }
}

/** Nobody has this number. */
const noNumber: ReadonlySet<string> = new Set([...noIdentifier, '0'])

const pandasNulls: readonly string[] = ['nan', 'NaN', 'NaT', '<NA>']

const isNullLike = (text: string): boolean =>
  text.length <= longestNullText && (nullTexts.has(text) || nullWords.has(text))

/** Somebody may be called Null or None. */
const namePaths: ReadonlySet<string> = new Set([
  'name',
  'profile.givenName',
  'profile.familyName',
  'profile.middleName',
  'profile.nickname',
  'profile.preferredUsername',
])

const countValues = (sample: readonly JsonObject[], column: string): ReadonlyMap<string, number> => {
  const values = new Map<string, number>()
  for (const record of sample) {
    const text = textOf(valueAt(record, column))
    if (text !== '') values.set(text, (values.get(text) ?? 0) + 1)
  }
  return values
}

/** Of a column, or of a part of an object in one: `account.enabled`. */
const valueAt = (record: JsonObject, column: string): JsonValue | undefined => {
  if (Object.hasOwn(record, column)) return record[column]
  const dot = column.indexOf('.')
  if (dot < 0) return undefined
  const whole = readObject(record[column.slice(0, dot)])
  const key = column.slice(dot + 1)
  return whole !== undefined && Object.hasOwn(whole, key) ? whole[key] : undefined
}

const textOf = (value: JsonValue | undefined): string => {
  if (typeof value === 'string') return value.trim()
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : ''
}
