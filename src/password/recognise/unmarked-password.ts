import { looksEncoded } from '../digest/encoded-digest.js'
import type { HashParams } from '../hash-params.js'
import type { PasswordConversion } from '../password-conversion.js'
import { findPlaceholder } from './placeholder-password.js'
import { refusePassword } from '../refuse-password.js'

/** Whether the operator said that values without the shape of a hash are the passwords themselves. */
export const isPlaintextAllowed = (params: HashParams): boolean => params['plaintext'] === true

/**
 * A value that no family claims. Never plaintext by default; where the operator said so (`plaintext: true`), still
 * not when it looks like bytes that were written down: a digest that becomes somebody's password locks the person
 * out and lets in whoever has the dump.
 */
export const convertUnmarked = (stored: string, params: HashParams): PasswordConversion => {
  if (looksEncoded(stored)) return refusePassword('unrecognised_hash')
  return isPlaintextAllowed(params) ? { password: stored } : refusePassword('not_a_hash')
}

/** A mask or marker where a password would be. A word that may be either is the operator's to decide. */
export const refusePlaceholder = (text: string, params: HashParams): PasswordConversion =>
  isPlaintextAllowed(params) && findPlaceholder(text) === 'likely'
    ? refusePassword('maybe_placeholder')
    : refusePassword('unusable_password')
