import { convertGenericHash } from '../recognise/generic-hash.js'
import type { HashParams } from '../hash-params.js'
import { isRecord, readText } from '../hash-params.js'
import type { PasswordConversion } from '../password-conversion.js'
import { findPlaceholder } from '../recognise/placeholder-password.js'
import { trimHash } from '../recognise/recognise-password.js'
import { refusePassword } from '../refuse-password.js'
import type { PasswordSystem, TextSystem } from './password-system.js'

/**
 * A system that stores one text. An absent or unusable password is settled here; an object is opened at its
 * `value`, `hash`, `passwordHash` or the name of its system.
 */
export const fromText =
  (convert: TextSystem): PasswordSystem =>
  (sourceHash, params) => {
    const text = isRecord(sourceHash) ? readText(sourceHash, ...textNames) : sourceHash
    return refuseAbsent(text) ?? (typeof text === 'string' ? convert(text, params) : refuseShape())
  }

/** Meteor has `bcrypt` or `argon2`, Medusa `password`. */
const textNames = ['value', 'hash', 'passwordHash', 'bcrypt', 'argon2', 'password']

/** Why there is no password in the value; undefined when there may be one. */
export const refuseAbsent = (value: unknown): PasswordConversion | undefined => {
  if (value === null || value === undefined || value === '') return refusePassword('no_password')
  if (typeof value !== 'string' || value.length > 4) return undefined
  if (value.trim() === '') return refusePassword('no_password')
  return findPlaceholder(value) === 'certain' ? refusePassword('unusable_password') : undefined
}

export const refuseShape = (): PasswordConversion =>
  refusePassword('malformed_hash', 'The value is neither text nor an object of this system.')

/** A dialect first, then what the hash says by itself. */
export const withGeneric =
  (dialect: (text: string, params: HashParams) => PasswordConversion | undefined): TextSystem =>
  (text, params) =>
    dialect(trimHash(text), params) ?? convertGenericHash(text, params)
