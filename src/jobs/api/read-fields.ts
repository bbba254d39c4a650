import { MigrationError } from '../../outcome/migration-error.js'

/** What `-f` and `-F` build: a JSON body, or a query. */
export type FieldTree = Record<string, unknown>

/**
 * Builds the object that `key=value` pairs describe. `-f` values are texts, `-F` values JSON where they are JSON and
 * texts otherwise. `profile[givenName]=Anna` goes into an object, `userIds[]=…` appends to a list.
 *
 * @throws {MigrationError} `usage/field_invalid`
 */
export const readFields = (texts: readonly string[], typed: readonly string[]): FieldTree => {
  const tree: FieldTree = {}
  for (const pair of texts) putPair(tree, '-f', pair, (value) => value)
  for (const pair of typed) putPair(tree, '-F', pair, parseTyped)
  return tree
}

/** The same pairs for a query string, where every value is a text and keys may repeat. */
export const readQueryFields = (pairs: readonly string[]): [name: string, value: string][] =>
  pairs.map((pair) => {
    const { key, value } = splitPair('-f', pair)
    return [key, value]
  })

const parseTyped = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}

const putPair = (tree: FieldTree, flag: string, pair: string, read: (text: string) => unknown): void => {
  const { key, value } = splitPair(flag, pair)
  const path = readKey(flag, key)
  let node: unknown = tree
  path.forEach((part, index) => {
    const isLast = index === path.length - 1
    const created = path[index + 1] === '' ? [] : {}
    if (part === '') {
      if (!Array.isArray(node)) throw invalid(`${flag} ${key}: is an object and a list at once`)
      const next = isLast ? read(value) : created
      node.push(next)
      node = next
      return
    }
    if (typeof node !== 'object' || node === null || Array.isArray(node)) {
      throw invalid(`${flag} ${key}: "${part}" would be a member of something that is no object`)
    }
    if (isLast) {
      if (Object.hasOwn(node, part)) throw invalid(`${flag} ${key}: given twice`)
      Reflect.set(node, part, read(value))
      return
    }
    if (!Object.hasOwn(node, part)) Reflect.set(node, part, created)
    node = Reflect.get(node, part)
  })
}

const splitPair = (flag: string, pair: string): { key: string; value: string } => {
  const at = pair.indexOf('=')
  if (at < 1) throw invalid(`${flag} takes key=value, got "${pair}"`)
  return { key: pair.slice(0, at), value: pair.slice(at + 1) }
}

/** `a[b][]` as `a`, `b` and an empty text for the list. */
const readKey = (flag: string, key: string): string[] => {
  const match = /^([^[\]]+)((?:\[[^[\]]*\])*)$/.exec(key)
  if (match === null)
    throw invalid(`${flag} "${key}": expected a key such as name, profile[givenName] or ids[]`)
  const parts = [
    match[1] ?? '',
    ...Array.from((match[2] ?? '').matchAll(/\[([^[\]]*)\]/g), ([, part]) => part ?? ''),
  ]
  if (parts.includes('__proto__')) throw invalid(`${flag} ${key}: __proto__ is no key that Logto takes`)
  return parts
}

const invalid = (message: string): MigrationError => new MigrationError('usage', 'field_invalid', message)
