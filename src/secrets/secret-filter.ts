import type { JsonObject, JsonValue } from '../source/source-record.js'
import { filterText, mayHoldPairs } from './text/filter-text.js'
import { judgeBeside } from './judge-beside.js'
import { judgeName, type JudgedName } from './judge-name.js'
import { isSecretText, judgeValue } from './judge-value.js'
import { type KeptOut, leftOut } from './kept-out.js'
import { isValueField, readNamedEntry } from './named-entry.js'
import { readNamedList } from './named-list.js'
import { foldText } from './fold-name.js'

export interface SecretFilterOptions {
  /** Names or dotted paths that are let through, with everything below them. */
  keep?: readonly string[] | undefined
  /** Paths whose own names are no reason: the operator has named them. What is below them is judged. */
  named?: readonly string[] | undefined
  /** Names that are secrets because the mapping uses them as such. */
  secret?: readonly string[] | undefined
}

/** As deep as anything is looked at; a plan with more levels is rejected. */
const deepest = 101

/**
 * Keeps secrets out of everything that goes to `customData`, files and messages, at every depth, by name and by the
 * shape of the value. A value without secrets comes back as it is, not as a copy.
 */
export class SecretFilter {
  readonly #keep: ReadonlySet<string>
  readonly #named: ReadonlySet<string>
  readonly #secret: ReadonlySet<string>
  readonly #hasPaths: boolean

  constructor({ keep = [], named = [], secret = [] }: SecretFilterOptions = {}) {
    this.#keep = new Set(keep.map(foldPath))
    this.#named = new Set(named.map(foldPath))
    this.#secret = new Set(secret)
    this.#hasPaths = keep.length > 0 || named.length > 0
  }

  /**
   * @param path where the object stands, for `keep`: `''`, `profile`, `migratedFrom`
   * @param keptOut gets the names of what is left out
   * @param used values that the plan uses as password or second factor: secrets wherever they stand
   */
  filter(object: JsonObject, path: string, keptOut: KeptOut, used?: readonly string[]): JsonObject {
    const pass = new FilterPass(keptOut, used, this)
    return pass.filterObject(object, path, '', 0)
  }

  /** By the mapping, or by its own name. */
  isMappedSecret(name: string): boolean {
    return this.#secret.has(name)
  }

  /** Path of a member, empty when no rule asks for it. */
  join(path: string, name: string): string {
    return this.#hasPaths ? (path === '' ? name : `${path}.${name}`) : ''
  }

  isKept(path: string, name: string): boolean {
    return this.#keep.size > 0 && (this.#keep.has(foldPath(name)) || this.#keep.has(foldPath(path)))
  }

  isNamed(path: string): boolean {
    return this.#named.size > 0 && this.#named.has(foldPath(path))
  }
}

const foldPath = (path: string): string =>
  foldText(path)
    .replace(/^customdata\./, '')
    .replaceAll(/[\s_-]/g, '')

const openName = judgeName('')

/** One record, or one object of it. */
class FilterPass {
  readonly #keptOut: KeptOut
  readonly #used: readonly string[] | undefined
  readonly #rules: SecretFilter

  constructor(keptOut: KeptOut, used: readonly string[] | undefined, rules: SecretFilter) {
    this.#keptOut = keptOut
    this.#used = used
    this.#rules = rules
  }

  /** @param parent name of the object, for members that say little by themselves: `codes` in `mfa` */
  filterObject(object: JsonObject, path: string, parent: string, depth: number): JsonObject {
    let copy: JsonObject | undefined
    for (const key in object) {
      const value = object[key]!
      const kept = this.#filterMember(key, value, object, path, parent, depth)
      if (kept !== value && copy === undefined) copy = copyUntil(object, key)
      if (copy !== undefined && kept !== undefined) setOwn(copy, key, kept)
    }
    return copy ?? object
  }

  #filterMember(
    key: string,
    value: JsonValue,
    object: JsonObject,
    path: string,
    parent: string,
    depth: number,
  ): JsonValue | undefined {
    const place = this.#rules.join(path, key)
    if (place !== '' && this.#rules.isKept(place, key)) return value
    if (this.#rules.isMappedSecret(key) && value !== null && value !== '') return this.#leaveOut(key)
    const isNamed = place !== '' && this.#rules.isNamed(place)
    const entry = isValueField(key) ? readNamedEntry(object) : undefined
    if (entry !== undefined && judgeName(key).verdict === 'open') {
      return this.#filterValue(value, entry.judged, entry.name, place, depth)
    }
    const names = Array.isArray(value) ? readNamedList(object, key) : undefined
    if (names !== undefined) return this.#filterColumns(value as JsonValue[], names, place, depth + 1)
    const judged = isNamed ? namedOpenly : judgeBeside(object, parent, key)
    return this.#filterValue(value, judged, key, place, depth)
  }

  /** Undefined when the value is left out. */
  #filterValue(
    value: JsonValue,
    judged: JudgedName,
    name: string,
    path: string,
    depth: number,
  ): JsonValue | undefined {
    if (typeof value === 'string') return this.#filterText(value, judged, name, path, depth)
    const verdict = judgeValue(value, judged)
    if (verdict === 'out') return this.#leaveOut(name)
    if (verdict === 'keep') return value
    if (depth >= deepest) return leftOut
    if (value instanceof Date) return value
    const kept = Array.isArray(value)
      ? this.#filterList(value, judged, name, path, depth + 1)
      : this.filterObject(value as JsonObject, path, name, depth + 1)
    // What held nothing but secrets is of no use.
    return kept !== value && isEmpty(kept) ? undefined : kept
  }

  #filterList(list: JsonValue[], judged: JudgedName, name: string, path: string, depth: number): JsonValue[] {
    let copy: JsonValue[] | undefined
    for (let index = 0; index < list.length; index++) {
      const item = list[index]!
      const kept = isPair(item)
        ? this.#filterPair(item, path, depth)
        : this.#filterValue(item, judged, name, path, depth)
      if (kept !== item && copy === undefined) copy = list.slice(0, index)
      if (copy !== undefined && kept !== undefined) copy.push(kept)
    }
    return copy ?? list
  }

  /** A list of values, or of rows of them, whose names stand in another list; what is kept out leaves a gap. */
  #filterColumns(list: JsonValue[], names: readonly string[], path: string, depth: number): JsonValue[] {
    let copy: JsonValue[] | undefined
    for (let index = 0; index < list.length; index++) {
      const item = list[index]!
      const name = names[index] ?? ''
      const kept =
        Array.isArray(item) && depth < deepest
          ? this.#filterColumns(item, names, path, depth + 1)
          : (this.#filterValue(item, judgeName(name), name, path, depth) ?? null)
      if (kept !== item) copy ??= [...list]
      if (copy !== undefined) copy[index] = kept
    }
    return copy ?? list
  }

  /** `[["api_token", "…"]]`, as `Object.entries` writes it. */
  #filterPair(pair: [string, JsonValue], path: string, depth: number): JsonValue | undefined {
    const [name, value] = pair
    const kept = this.#filterValue(value, judgeName(name), name, path, depth + 1)
    return kept === value ? pair : kept === undefined ? undefined : [name, kept]
  }

  #filterText(
    text: string,
    judged: JudgedName,
    name: string,
    path: string,
    depth: number,
  ): string | undefined {
    if (text === '') return text
    if (judged !== namedOpenly && isSecretText(text, judged)) {
      const isName = judged.verdict === 'suspect' && text.length <= 100 && judgeName(text).verdict !== 'open'
      if (!isName && (judged.verdict !== 'likely' || !isContainer(text))) return this.#leaveOut(name)
    }
    if (this.#isUsed(text)) return this.#leaveOut(name)
    if (!mayHoldPairs(text) || depth >= deepest) return text
    const kept = filterText(text, this.#keptOut, (parsed) =>
      Array.isArray(parsed)
        ? this.#filterList(parsed, judged, name, path, depth + 1)
        : this.filterObject(parsed as JsonObject, path, name, depth + 1),
    )
    return kept === undefined ? this.#leaveOut(name) : kept
  }

  #isUsed(text: string): boolean {
    if (this.#used === undefined) return false
    for (const secret of this.#used) {
      if (secret === text || (text.length >= 16 && secret.length > text.length && secret.includes(text)))
        return true
    }
    return false
  }

  #leaveOut(name: string): undefined {
    this.#keptOut.keepOut(name)
  }
}

const isEmpty = (value: object): boolean => {
  for (const _ in value) return false
  return true
}

/** The operator has named it: its own name and shape are no reason to keep it out. */
const namedOpenly: JudgedName = { ...openName, isReference: true }

const isContainer = (text: string): boolean => text.startsWith('{') || text.startsWith('[')

const isPair = (item: JsonValue): item is [string, JsonValue] =>
  Array.isArray(item) && item.length === 2 && typeof item[0] === 'string' && item[0].length <= 100

const copyUntil = (object: JsonObject, end: string): JsonObject => {
  const copy: JsonObject = {}
  for (const key in object) {
    if (key === end) break
    setOwn(copy, key, object[key]!)
  }
  return copy
}

/** An own member even for `__proto__`, which the plan then rejects by name. */
const setOwn = (target: JsonObject, key: string, value: JsonValue): void => {
  if (key !== '__proto__') target[key] = value
  else Object.defineProperty(target, key, { value, enumerable: true, writable: true, configurable: true })
}
