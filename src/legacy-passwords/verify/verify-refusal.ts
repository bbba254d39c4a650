import { passwordReasons, type PasswordReason } from '../../password/password-reasons.js'

/** Reasons that only a verification has, beside those of `convertPassword`. */
export const verifyReasons = {
  verify_memory: 'To verify this hash takes more than 256 MiB of memory.',
  verify_time: 'To verify this hash takes longer than a sign-in can wait.',
} as const

export type VerifyReason = PasswordReason | keyof typeof verifyReasons

/** Why it cannot be said whether a password is right. */
export interface VerifyRefusal {
  reason: string
  /** Names family and parameters, never the hash. */
  message: string
}

export const refuseVerify = (reason: VerifyReason, detail?: string): VerifyRefusal => {
  const sentence = isVerifyReason(reason) ? verifyReasons[reason] : passwordReasons[reason].sentence
  return { reason, message: detail === undefined ? sentence : `${sentence} ${detail}` }
}

const isVerifyReason = (reason: VerifyReason): reason is keyof typeof verifyReasons => reason in verifyReasons
