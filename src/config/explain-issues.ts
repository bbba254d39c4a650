import type { z } from 'zod'
import { nearestName } from '../outcome/nearest-name.js'
import { configJsonSchema } from './config-json-schema.js'
import { locateField } from './locate-field.js'

type Issue = z.core.$ZodIssue

/**
 * What is wrong with a config, a line each, with its place in the file where that can be seen there.
 *
 * @param exported what the config holds
 * @param text of the file
 */
export const explainIssues = (issues: readonly Issue[], exported: unknown, text: string): string[] =>
  issues.flatMap((issue) => {
    if (issue.code !== 'unrecognized_keys') {
      return [`${placeIn(text, issue.path)}${nameField(issue.path)}: ${explainValue(issue, exported)}`]
    }
    return issue.keys.map((key) => {
      const path = [...issue.path, key]
      return `${placeIn(text, path)}${nameField(path)}: ${explainKey(key, issue.path)}`
    })
  })

const placeIn = (text: string, path: readonly PropertyKey[]): string => {
  const place = locateField(text, path)
  return place === undefined ? '' : `${place.line}:${place.column}  `
}

const nameField = (path: readonly PropertyKey[]): string =>
  path.length === 0 ? 'the config' : path.map(String).join('.')

const explainKey = (key: string, within: readonly PropertyKey[]): string => {
  if (key === 'appSecret') {
    return 'the secret does not belong in a file that is committed; set LOGTO_APP_SECRET'
  }
  const nearest = nearestName(key, fieldsWithin(within))
  const advice = nearest === undefined ? '' : `; did you mean ${nearest}?`
  return `there is no such field${advice} (logto-migrate docs config lists them all)`
}

const explainValue = (issue: Issue, exported: unknown): string => {
  if (issue.code === 'invalid_value') {
    const values = issue.values.map(String)
    const value = valueAt(exported, issue.path)
    const nearest = typeof value === 'string' ? nearestName(value, values) : undefined
    const got = typeof value === 'string' && value.length <= 40 ? `"${value}"` : `a ${typeof value}`
    return `expected ${listWords(values)}, got ${got}${nearest === undefined ? '' : `; did you mean ${nearest}?`}`
  }
  if (issue.code === 'invalid_union') {
    const messages = issue.errors.flat().map((inner) => plain(inner.message))
    return [...new Set(messages)].join(', or ') || plain(issue.message)
  }
  return plain(issue.message)
}

const plain = (message: string): string => message.replace(/^Invalid input: /, '')

const listWords = (words: readonly string[]): string =>
  words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} or ${words.at(-1)}`

const valueAt = (root: unknown, path: readonly PropertyKey[]): unknown => {
  let value = root
  for (const part of path) {
    if (typeof value !== 'object' || value === null) return undefined
    value = (value as Record<PropertyKey, unknown>)[part]
  }
  return value
}

interface SchemaNode {
  properties?: Record<string, SchemaNode>
  anyOf?: SchemaNode[]
}

/** Names of the fields that may stand there. */
const fieldsWithin = (path: readonly PropertyKey[]): string[] => {
  let nodes: SchemaNode[] = [configJsonSchema()]
  for (const part of path) {
    nodes = nodes
      .flatMap((node) => withAlternatives(node))
      .flatMap((node) => node.properties?.[String(part)] ?? [])
  }
  return nodes.flatMap((node) => withAlternatives(node)).flatMap((node) => Object.keys(node.properties ?? {}))
}

const withAlternatives = (node: SchemaNode): SchemaNode[] => [node, ...(node.anyOf ?? [])]
