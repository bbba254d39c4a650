import { createHash } from 'node:crypto'
import { decodeHexOrBase64 } from '../digest/decode-bytes.js'
import { digestName } from '../digest/digest-name.js'
import { readText } from '../hash-params.js'
import type { HashParams } from '../hash-params.js'
import { splitHashPair } from '../split-hash-pair.js'
import type { DigestForm, HashRecipe, InputStep } from './hash-recipe.js'

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
  const input = readSteps(algorithm.replaceAll(/\s/g, ''), constantsOf(pair.salt, params))
  const last = input?.at(-1)
  if (!expected || expected.length < 16 || !input || last === undefined || !('as' in last)) return undefined
  return { kind: 'equal', expected, input: [...input.slice(0, -1), { ...last, as: 'bytes' }] }
}

/** What a formula does to the password, from the inside out; undefined where it cannot be read. */
export const readFormula = (formula: string, params: HashParams): InputStep[] | undefined =>
  readSteps(
    formula.replaceAll(/\s/g, ''),
    constantsOf(readText(params, 'salt', 'password_salt', 'passwordSalt'), params),
  )

/** Each undefined where nobody gave it: a formula that names it cannot be computed. */
interface Constants {
  salt: string | undefined
  pepper: string | undefined
  key: string | undefined
}

const constantsOf = (salt: string | undefined, params: HashParams): Constants => ({
  salt,
  pepper: readText(params, 'pepper'),
  key: readText(params, 'key', 'hmacKey', 'secret', 'pepper'),
})

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
  if (depth > deepest) return false
  if (splitParts(formula).length > 1) return openJoined(formula, constants, steps, depth)
  const [, name, inner = ''] = /^([a-z0-9_-]{2,16})\(([^]*)\)$/i.exec(formula) ?? []
  if (name === undefined) return pushHash(steps, formula)
  if (!openJoined(inner, constants, steps, depth)) return false
  return pushHash(steps, name) || pushHmac(steps, name, constants) || write(steps, name)
}

/** What holds the password, and the constants before and behind it. */
const openJoined = (text: string, constants: Constants, steps: InputStep[], depth: number): boolean => {
  const joined = splitParts(text)
  const inner = joined.findIndex(holdsPassword)
  const innerPart = joined[inner]
  if (innerPart === undefined || !openCall(innerPart, constants, steps, depth + 1)) return false
  const before = joinConstants(joined.slice(0, inner), constants)
  const after = joinConstants(joined.slice(inner + 1), constants)
  if (before === undefined || after === undefined) return false
  if (before !== '') steps.push({ step: 'prepend', value: before })
  if (after !== '') steps.push({ step: 'append', value: after })
  return true
}

/** `hmac-sha256($pass)` under the key, pepper or secret that is given. */
const pushHmac = (steps: InputStep[], name: string, { key }: Constants): boolean => {
  const digest = /^hmac[-_]?(md5|sha-?\d{1,3}|whirlpool|ripemd160)$/i.exec(name)?.[1]
  if (digest === undefined || key === undefined) return false
  steps.push({ step: 'hmac', algorithm: digestName(digest), key, as: 'hex' })
  return true
}

const forms: ReadonlyMap<string, DigestForm> = new Map([
  ...['base64', 'base64_encode', 'b64'].map((name) => [name, 'base64'] as const),
  ...['upper', 'uppercase', 'strtoupper', 'ucase'].map((name) => [name, 'upper-hex'] as const),
  ...['lower', 'lowercase', 'strtolower', 'lcase', 'hex', 'bin2hex'].map((name) => [name, 'hex'] as const),
  ...['raw', 'bytes', 'binary', 'unhex', 'hex2bin'].map((name) => [name, 'bytes'] as const),
])

/** `base64(sha256($pass))`: how the digest inside is written. Base64 is that of its bytes. */
const write = (steps: InputStep[], name: string): boolean => {
  const form = forms.get(name.toLowerCase())
  const last = steps.at(-1)
  if (form === undefined || last === undefined || !('as' in last)) return false
  steps[steps.length - 1] = { ...last, as: form }
  return true
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

const joinConstants = (names: readonly string[], constants: Constants, depth = 0): string | undefined => {
  let joined = ''
  for (const name of names) {
    const call = constantCall.exec(name)
    if (call !== null) {
      const inner =
        depth < deepest ? joinConstants(splitParts(call[2] ?? ''), constants, depth + 1) : undefined
      if (inner === undefined) return undefined
      joined += createHash(call[1] ?? '')
        .update(inner, 'utf8')
        .digest('hex')
      continue
    }
    const plain = name.replaceAll(/[${}]/g, '').toLowerCase()
    const quoted = /^["']([^"']*)["']$/.exec(name)?.[1]
    const value =
      quoted ??
      (plain === 'salt' || plain === 's' ? constants.salt : plain === 'pepper' ? constants.pepper : undefined)
    if (value === undefined) return undefined
    joined += value
  }
  return joined
}
