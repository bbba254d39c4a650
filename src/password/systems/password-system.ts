import type { HashParams } from '../hash-params.js'
import type { PasswordConversion } from '../password-conversion.js'

/** Converts what one source system stores: a text, or an object of that system's shape. Never throws. */
export type PasswordSystem = (sourceHash: unknown, params: HashParams) => PasswordConversion

export type TextSystem = (text: string, params: HashParams) => PasswordConversion
