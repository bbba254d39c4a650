import { convertConfiguredPbkdf2, convertConfiguredScrypt } from '../configured-hash.js'
import { convertGenericHash } from '../recognise/generic-hash.js'
import type { HashParams } from '../hash-params.js'
import { readText } from '../hash-params.js'
import { recognisePassword } from '../recognise/recognise-password.js'
import { refusePassword } from '../refuse-password.js'
import { fromText, withGeneric } from './from-text.js'
import type { PasswordSystem, TextSystem } from './password-system.js'

/** better-auth, Lucia, Oslo: `salt:key` is scrypt with N=16384 and r=16 over the NFKC form of the password. */
export const betterAuth: PasswordSystem = fromText(
  withGeneric((text) =>
    recognisePassword(text).family === 'scrypt_pair'
      ? refusePassword('scrypt_memory', 'This system uses N=16384 and r=16.')
      : undefined,
  ),
)

const isSelfDescribing = (text: string): boolean => /^[${]/.test(text)

/** `crypto.scryptSync` as home-made code stores it: `layout` (or `order`), `saltEncoding`, and N, r, p if changed. */
export const nodeScrypt: PasswordSystem = fromText((text, params) => {
  if (isSelfDescribing(text)) return convertGenericHash(text, params)
  return convertConfiguredScrypt(text, { ...scryptLayout(text, params), ...params })
})

/** One side must be under 32 bytes to be the salt for certain; otherwise the layout has to be stated. */
const scryptLayout = (text: string, params: HashParams): HashParams => {
  if (readText(params, 'layout', 'order', 'salt') !== undefined) return {}
  const match = /^([0-9a-fA-F]+)([:.$])([0-9a-fA-F]+)$/.exec(text.trim())
  const [first = '', separator = '', second = ''] = match?.slice(1) ?? []
  if (Math.min(first.length, second.length) >= 64) return {}
  return { layout: first.length <= second.length ? `salt${separator}hash` : `hash${separator}salt` }
}

/** PBKDF2 with its parameters beside it. */
const pbkdf2With = (defaults: HashParams): TextSystem => {
  return (text, params) =>
    isSelfDescribing(text)
      ? convertGenericHash(text, params)
      : convertConfiguredPbkdf2(text, { ...defaults, ...params })
}

export const customPbkdf2: PasswordSystem = fromText(pbkdf2With({}))

/** passport-local-mongoose and Payload: the salt is used as its hex text. */
export const passportLocalMongoose: PasswordSystem = fromText(
  pbkdf2With({ saltEncoding: 'utf8', iterations: 25_000, digest: 'sha256', hashEncoding: 'hex' }),
)

/** Passport's tutorial: salt and key are BLOBs, here in hex. */
export const passportPbkdf2: PasswordSystem = fromText(
  pbkdf2With({ saltEncoding: 'hex', iterations: 310_000, digest: 'sha256' }),
)

/** Meteor and Rocket.Chat give bcrypt and Argon2 the hex SHA-256 of the password. */
export const meteor: PasswordSystem = fromText((text) => {
  const { family } = recognisePassword(text)
  if (family === 'bcrypt')
    return refusePassword('bcrypt_prehashed', 'Meteor hashes the SHA-256 of the password.')
  if (family === 'argon2') return refusePassword('nested_hash', 'Meteor hashes the SHA-256 of the password.')
  return refusePassword('unrecognised_hash')
})
