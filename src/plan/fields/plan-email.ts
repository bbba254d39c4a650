import type { UserRecord } from '../../presets/user-record.js'
import type { JsonObject } from '../../source/source-record.js'
import type { Findings } from '../findings.js'
import { sayInvisible } from '../checks/invisible-characters.js'
import { isPlainAddress, isReachable, mendEmail } from './mend-email.js'
import type { PlanRules } from '../plan-rules.js'
import { quoteValue } from '../checks/quote-value.js'
import { readField, readFlag } from '../checks/read-field.js'

/**
 * Logto's own rule, `^\S+@\S+\.\S+$`, without its cubic time; wider than RFC 5321 and stricter on one point:
 * `user@localhost` has no dot.
 */
export const emailPattern = /^(?=\S+$)\S[^@]*@.+\../

/** UTF-16 units; a column of 128 characters in Logto's database. */
export const longestIdentifier = 128

const field = 'primaryEmail'

/** The address to create the user with; undefined when there is none, or none that may be trusted. */
export const planEmail = (user: UserRecord, rules: PlanRules, findings: Findings): string | undefined => {
  const written = readField(user.primaryEmail, field, findings)
  const isVerified = readFlag(user.emailVerified, 'emailVerified', findings)
  if (written === undefined) return undefined
  const isPlain = isPlainAddress(written)
  const email = isPlain ? written : mend(written, isVerified, findings)
  if (isVerified === false && rules.unverifiedEmail !== 'accept') {
    refuseUnverified(email, rules, findings)
    return undefined
  }
  if (email.length > longestIdentifier) {
    findings.addProblem(
      'email_too_long',
      field,
      `${field}: expected at most ${longestIdentifier} characters, got ${email.length} in ${quoteValue(email)}.`,
    )
    return undefined
  }
  if (!isPlain && !isReachable(email)) {
    findings.addProblem(
      'email_invalid',
      field,
      `${field}: expected one address such as name@example.com, got ${quoteValue(email)}; mend it in the source.`,
    )
    return undefined
  }
  return email
}

/** The address of a cell in an odd dress, with what was done said; the cell itself where that is not certain. */
const mend = (written: string, isVerified: boolean | undefined, findings: Findings): string => {
  const { address, others, changes, hadInvisible } = mendEmail(written)
  if (address === undefined) return written
  if (hadInvisible) sayInvisible(field, findings)
  if (changes.length > 0) {
    findings.addWarning(
      'email_mended',
      field,
      `${field}: read ${quoteValue(address)} from ${quoteValue(written)}: ${changes.join(', ')}.`,
    )
  }
  if (others.length > 0) {
    findings.addOtherAddresses(
      'otherEmails',
      others.map((value): JsonObject => (isVerified === undefined ? { value } : { value, isVerified })),
    )
    findings.addWarning(
      'other_addresses_kept',
      field,
      `${field}: expected one address, got ${others.length + 1}; the first is used, the others are in customData.otherEmails.`,
    )
  }
  return address
}

const refuseUnverified = (email: string, rules: PlanRules, findings: Findings): void => {
  const message = `${field}: ${quoteValue(email)} is not verified in the source`
  if (rules.unverifiedEmail === 'reject') {
    findings.addProblem('email_unverified', field, `${message}; the rule unverifiedEmail is reject.`)
    return
  }
  findings.addFact('unverifiedEmail', email)
  findings.addWarning('email_demoted', field, `${message}; kept in customData.migratedFrom.unverifiedEmail.`)
}
