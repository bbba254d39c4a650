import { parseCount } from '../hash-params.js'
import { readPhcParameters } from '../families/phc-string.js'
import type { HashRecipe, InputStep } from './hash-recipe.js'

const tail = '[./A-Za-z0-9]{22}\\$?[./A-Za-z0-9]{31}'
const bcryptShape = new RegExp(`^\\$2[abxyz]?\\$\\d\\d?\\$${tail}$`)
const passlibShape = new RegExp(`^\\$bcrypt-sha256\\$([^$]{1,40})\\$(${tail})$`)

/** bcrypt over what these steps make of the password; undefined when the text is no bcrypt hash. */
export const readBcryptRecipe = (text: string, input: InputStep[] = []): HashRecipe | undefined =>
  bcryptShape.test(text.trim()) ? { kind: 'bcrypt', text: text.trim(), input } : undefined

const hexSha256: InputStep = { step: 'hash', algorithm: 'sha256', as: 'hex' }

/** What Django, Meteor and Rocket.Chat give bcrypt. */
export const overHexSha256 = (text: string): HashRecipe | undefined => readBcryptRecipe(text, [hexSha256])

/** What Django, Meteor and Rocket.Chat do first. */
export const hexSha256Input: InputStep[] = [hexSha256]

/** bcrypt over another hash, where the text says over which: Django, passlib and WordPress. */
export const readPrehashedBcrypt = (text: string): HashRecipe | undefined => {
  if (text.startsWith('bcrypt_sha256$')) return overHexSha256(text.slice('bcrypt_sha256$'.length))
  if (text.startsWith('$wp$')) {
    const recipe = readBcryptRecipe(text.slice('$wp'.length), [
      { step: 'hmac', algorithm: 'sha384', key: 'wp-sha384', as: 'base64' },
    ])
    return recipe && { ...recipe, trims: true }
  }
  return readPasslib(text)
}

/** Version 2 is an HMAC under the salt as text, version 1 a plain SHA-256; both in base64. */
const readPasslib = (text: string): HashRecipe | undefined => {
  const [, cost = '', joined = ''] = passlibShape.exec(text) ?? []
  if (joined === '') return undefined
  const parts = joined.replace('$', '')
  const old = /^(2[aby]),(\d\d?)$/.exec(cost)
  const parameters = old === null ? readPhcParameters(cost) : undefined
  const variant = old?.[1] ?? parameters?.get('t') ?? '2b'
  const rounds = parseCount(old?.[2] ?? parameters?.get('r'))
  if (rounds === undefined || (old === null && parameters?.get('v') !== '2')) return undefined
  const step: InputStep =
    old === null
      ? { step: 'hmac', algorithm: 'sha256', key: parts.slice(0, 22), as: 'base64' }
      : { step: 'hash', algorithm: 'sha256', as: 'base64' }
  return readBcryptRecipe(`$${variant}$${String(rounds).padStart(2, '0')}$${parts}`, [step])
}
