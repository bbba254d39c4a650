import { createHash } from 'node:crypto'
import { decodeHexOrBase64 } from '../digest/decode-bytes.js'
import { digestName } from '../digest/digest-name.js'
import { readText } from '../hash-params.js'
import type { HashParams } from '../hash-params.js'
import { splitHashPair } from '../split-hash-pair.js'
import type { HashRecipe, InputStep } from './hash-recipe.js'

/**
 * A hash over a hash, as people write it: `md5md5`, `sha1-md5`, `sha1(md5)`, `md5(md5($pass).$salt)`,
 * `sha256(salt+sha256(password))`. What is inside is hashed first and goes on in hex.
 */
export const readNestedRecipe = (
  text: string,
  algorithm: string,
  params: HashParams,
): HashRecipe | undefined => {
  const pair = splitHashPair(text, params)
  const expected = decodeHexOrBase64(pair.hash.trim())
  const input = readSteps(algorithm.replaceAll(/\s/g, ''), {
    salt: pair.salt ?? '',
    pepper: readText(params, 'pepper') ?? '',
  })
  const last = input?.at(-1)
  if (!expected || expected.length < 16 || !input || last?.step !== 'hash') return undefined
  return { kind: 'equal', expected, input: [...input.slice(0, -1), { ...last, as: 'bytes' }] }
}

interface Constants {
  salt: string
  pepper: string
}

const readSteps = (formula: string, constants: Constants): InputStep[] | undefined => {
  const chain = /^((?:md5|sha\d{1,3}))[-_+]?((?:md5|sha\d{1,3}))$/i.exec(formula)
  if (chain) return [hash(chain[2] ?? ''), hash(chain[1] ?? '')]
  const steps: InputStep[] = []
  return openCall(formula, constants, steps, 0) ? steps : undefined
}

const deepest = 8

/** Reads `name(…)` from the outside in, and takes the steps from the inside out. */
const openCall = (formula: string, constants: Constants, steps: InputStep[], depth: number): boolean => {
  if (isPassword(formula)) return true
  const call = /^([a-z0-9-]{2,12})\(([^]*)\)$/i.exec(formula)
  if (call === null || depth > deepest) return isDigestName(formula) && pushHash(steps, formula)
  const joined = splitParts(call[2] ?? '')
  const inner = joined.findIndex(holdsPassword)
  const innerPart = joined[inner]
  if (innerPart === undefined || !openCall(innerPart, constants, steps, depth + 1)) return false
  const before = joinConstants(joined.slice(0, inner), constants)
  const after = joinConstants(joined.slice(inner + 1), constants)
  if (before === undefined || after === undefined) return false
  if (before !== '') steps.push({ step: 'prepend', value: before })
  if (after !== '') steps.push({ step: 'append', value: after })
  return pushHash(steps, call[1] ?? '')
}

const passwordNames: ReadonlySet<string> = new Set([
  '$pass',
  '$p',
  '$password',
  'pass',
  'password',
  '{password}',
  'p',
])

const isPassword = (name: string): boolean => passwordNames.has(name.toLowerCase())

/** `md5($salt)` beside `md5($pass)` does not. */
const holdsPassword = (part: string): boolean =>
  isDigestName(part) ||
  part.split(/[().+]/).some((name) => isPassword(name) || isDigestOfPassword(name, part))

/** `sha1(md5)`: the name of a function alone stands for what it makes of the password. */
const isDigestOfPassword = (name: string, part: string): boolean =>
  isDigestName(name) && !part.includes(`${name}(`)

const isDigestName = (name: string): boolean => /^(?:md[45]|sha\d{1,3}|whirlpool|ripemd160)$/i.test(name)

const hash = (name: string): InputStep => ({ step: 'hash', algorithm: digestName(name), as: 'hex' })

const pushHash = (steps: InputStep[], name: string): boolean => {
  if (!isDigestName(name)) return false
  steps.push(hash(name))
  return true
}

/** Parts joined by `.` or `+`, outside of parentheses. */
const splitParts = (text: string): string[] => {
  const parts = ['']
  let depth = 0
  for (const character of text) {
    if (character === '(') depth += 1
    if (character === ')') depth -= 1
    if (depth === 0 && (character === '.' || character === '+')) parts.push('')
    else parts[parts.length - 1] += character
  }
  return parts
}

/** Functions that every Node has. */
const constantCall = /^(md5|sha1|sha256|sha384|sha512)\(([^]*)\)$/i

const joinConstants = (
  names: readonly string[],
  { salt, pepper }: Constants,
  depth = 0,
): string | undefined => {
  let joined = ''
  for (const name of names) {
    const call = constantCall.exec(name)
    if (call !== null) {
      const inner =
        depth < deepest ? joinConstants(splitParts(call[2] ?? ''), { salt, pepper }, depth + 1) : undefined
      if (inner === undefined) return undefined
      joined += createHash(call[1] ?? '')
        .update(inner, 'utf8')
        .digest('hex')
      continue
    }
    const plain = name.replaceAll(/[${}]/g, '').toLowerCase()
    const quoted = /^["']([^"']*)["']$/.exec(name)?.[1]
    if (quoted !== undefined) joined += quoted
    else if (plain === 'salt' || plain === 's') joined += salt
    else if (plain === 'pepper') joined += pepper
    else return undefined
  }
  return joined
}
