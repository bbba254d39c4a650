import { passwordReasons } from './password-reasons.js'
import type { PasswordReason } from './password-reasons.js'
import type { PasswordConversion } from './password-conversion.js'

export type PasswordRefusal = Extract<PasswordConversion, { reason: string }>

/**
 * A refusal with its documented sentence.
 *
 * @param detail what exactly, as a further sentence; never any part of hash, salt or password
 */
export const refusePassword = (reason: PasswordReason, detail?: string): PasswordRefusal => ({
  reason,
  message: detail ? `${passwordReasons[reason].sentence} ${detail}` : passwordReasons[reason].sentence,
})
