import {
  isAlias,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  parseAllDocuments,
  type Document,
  type Node,
} from 'yaml'
import { MigrationError } from '../../outcome/migration-error.js'
import type { ByteWindow } from '../bytes/byte-window.js'
import { isExact } from '../json/values/exact-numbers.js'
import { maxJsonDepth } from '../json/values/json-depth.js'
import { isPersonKey } from '../json/json-envelope.js'
import type { RecordCounter } from '../input/record-counter.js'
import { recordsPerBatch } from '../input/records-per-batch.js'
import type { JsonObject, JsonValue, SourceRecord } from '../source-record.js'

/** A YAML text has to be in memory as a whole. */
const maxYamlBytes = 32 * 1024 * 1024
/** Nodes that aliases may stand for, so that a short text cannot grow without an end. */
const mostAliased = 100_000

/**
 * The users of a YAML file: a list, a list under a key, or a map of users by key (Authelia's `users:`), in which case
 * the key becomes `id` of a user that has none.
 */
export const readYaml = async function* (
  window: ByteWindow,
  file: string,
  jsonPath: string | undefined,
  counter: RecordCounter,
): AsyncGenerator<SourceRecord[]> {
  while (!window.isEnded && window.buffer.length <= maxYamlBytes) await window.grow()
  if (window.buffer.length > maxYamlBytes) {
    throw fail(
      file,
      `is longer than ${maxYamlBytes / 1024 / 1024} MiB. Convert it: yq -o json users.yml > users.json`,
    )
  }
  const text = window.buffer.toString()
  const lines = new LineCounter()
  const documents = parseAllDocuments(text, { lineCounter: lines, uniqueKeys: true, logLevel: 'silent' })
  window.consume(window.buffer.length, 0)
  let batch: SourceRecord[] = []
  const all = Array.isArray(documents) ? documents : []
  const areUsers = jsonPath === undefined && all.length > 1 && all.every(isUser)
  for (const document of all) {
    const [error] = document.errors
    if (error !== undefined) {
      const { line, col } = lines.linePos(error.pos[0])
      throw fail(
        file,
        `is no valid YAML at line ${line}, column ${col} (${error.code.toLowerCase().replaceAll('_', ' ')}). Mend it there`,
      )
    }
    const users = areUsers ? usersOf(document) : findUsers(document, jsonPath, file)
    for (const { node, key } of users) {
      const { line } = lines.linePos(node.range?.[0] ?? 0)
      batch.push(toRecord(document, node, key, Math.max(1, line), counter))
      if (batch.length < recordsPerBatch) continue
      yield batch
      batch = []
    }
  }
  if (batch.length > 0) yield batch
}

interface Found {
  node: Node
  key: string | undefined
}

/** Whether a document is a user by itself, or empty. */
const isUser = ({ contents }: Document.Parsed): boolean =>
  contents === null ||
  (isMap(contents) && contents.items.some(isPersonPair) && usersIn(contents) === undefined)

const usersOf = ({ contents }: Document.Parsed): Found[] =>
  contents === null ? [] : [{ node: contents, key: undefined }]

const findUsers = (document: Document.Parsed, jsonPath: string | undefined, file: string): Found[] => {
  if (document.contents === null) return []
  if (jsonPath !== undefined) {
    const path = jsonPath
      .replace(/^\$\.?/, '')
      .split('.')
      .filter((step) => step !== '')
    const node: unknown = path.length === 0 ? document.contents : document.getIn(path, true)
    const users = isSeq(node) || isMap(node) ? usersIn(node) : undefined
    if (users !== undefined) return users
    throw fail(file, `holds no list at ${jsonPath}. Check jsonPath`)
  }
  const { contents } = document
  const users = usersIn(contents)
  if (users !== undefined) return users
  if (!isMap(contents)) throw fail(file, 'holds no users: expected a list of them, or a map of them by key')
  const named = contents.items.filter(
    ({ key }) => isScalar(key) && /^(?:users|accounts|people|members)$/i.test(String(key.value)),
  )
  for (const { value } of named) {
    const inner = usersIn(value)
    if (inner !== undefined) return inner
  }
  const lists = contents.items.filter(
    ({ value }) => isSeq(value) && value.items.every(isMap) && value.items.length > 0,
  )
  const [only, second] = lists
  if (only !== undefined && second === undefined) return usersIn(only.value) ?? []
  throw fail(
    file,
    'holds no list of users that could be told from the rest. Say by --json-path where they are',
  )
}

/** The users of a list of maps, or of a map of maps in which most are people. */
const usersIn = (node: Node | null): Found[] | undefined => {
  if (isSeq(node)) return node.items.map((item) => ({ node: item as Node, key: undefined }))
  if (!isMap(node) || node.items.length === 0) return undefined
  const people = node.items.filter(({ value }) => isMap(value) && value.items.some(isPersonPair))
  if (people.length * 2 <= node.items.length) return undefined
  return node.items.map(({ key, value }) => ({
    node: (value ?? key) as Node,
    key: isScalar(key) ? sourceOf(key.source, key.value) : undefined,
  }))
}

const personWords = /^(?:display_?name|given_?name|name|groups|roles)$/i

const isPersonPair = ({ key }: { key: unknown }): boolean =>
  isScalar(key) && (isPersonKey(String(key.value)) || personWords.test(String(key.value)))

const toRecord = (
  document: Document.Parsed,
  node: Node,
  key: string | undefined,
  line: number,
  counter: RecordCounter,
): SourceRecord => {
  const budget = { left: mostAliased }
  const value = toJson(document, node, 0, budget)
  if (value === undefined) {
    return counter.bad(
      line,
      { code: 'yaml_record', message: 'Aliases or nesting in the record go too far. Write the record out.' },
      '',
    )
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return counter.bad(
      line,
      { code: 'json_not_object', message: 'Expected a map of fields for each user, got another value.' },
      '',
    )
  }
  const hasId = Object.keys(value).some((name) => /^(?:_?id|uid|uuid|user_?id|user_?name)$/i.test(name))
  return counter.good(line, key === undefined || hasId ? value : { id: key, ...value })
}

/** @returns undefined when it goes too deep, or aliases stand for too much */
const toJson = (
  document: Document.Parsed,
  node: unknown,
  depth: number,
  budget: { left: number },
): JsonValue | undefined => {
  if (depth > maxJsonDepth || --budget.left < 0) return undefined
  if (isAlias(node)) return toJson(document, node.resolve(document), depth + 1, budget)
  if (isSeq(node)) {
    const list: JsonValue[] = []
    for (const item of node.items) {
      const value = toJson(document, item, depth + 1, budget)
      if (value === undefined) return undefined
      list.push(value)
    }
    return list
  }
  if (isMap(node)) {
    const object: JsonObject = {}
    for (const { key, value } of node.items) {
      const name = isScalar(key) ? String(sourceOf(key.source, key.value)) : String(key)
      const inner = toJson(document, value, depth + 1, budget)
      if (inner === undefined) return undefined
      Object.defineProperty(object, name, {
        value: inner,
        enumerable: true,
        writable: true,
        configurable: true,
      })
    }
    return object
  }
  if (!isScalar(node)) return null
  const { value, source } = node
  if (typeof value === 'number')
    return source !== undefined &&
      !(/^-?[\d.]+$/.test(source) && isExact(source)) &&
      !Number.isSafeInteger(value)
      ? source
      : value
  if (typeof value === 'bigint') return String(value)
  if (value === null || typeof value === 'boolean' || typeof value === 'string') return value
  return source ?? null
}

const sourceOf = (source: string | undefined, value: unknown): string => source ?? String(value)

const fail = (file: string, what: string): MigrationError =>
  new MigrationError('input', 'yaml', `The YAML file ${file} ${what}.`)
