import type { UserRecord } from '../presets/user-record.js'
import type { Findings } from './findings.js'
import type { PlanRules } from './plan-rules.js'
import { quoteValue } from './quote-value.js'
import { readField, readFlag } from './read-field.js'

/** Logto's own rule; wider than RFC 5321 and stricter on one point: `user@localhost` has no dot. */
export const emailPattern = /^\S+@\S+\.\S+$/

/** UTF-16 units; a column of 128 characters in Logto's database. */
export const longestIdentifier = 128

const field = 'primaryEmail'

/** The address to create the user with; undefined when there is none, or none that may be trusted. */
export const planEmail = (user: UserRecord, rules: PlanRules, findings: Findings): string | undefined => {
  const email = readField(user.primaryEmail, field, findings)
  const isVerified = readFlag(user.emailVerified, 'emailVerified', findings)
  if (email === undefined) return undefined
  if (isVerified === false && rules.unverifiedEmail !== 'accept') {
    refuseUnverified(email, rules, findings)
    return undefined
  }
  // The length first: the pattern takes quadratic time on long text without a match.
  if (email.length > longestIdentifier) {
    findings.addProblem(
      'email_too_long',
      field,
      `${field}: expected at most ${longestIdentifier} characters, got ${email.length} in ${quoteValue(email)}.`,
    )
    return undefined
  }
  if (!emailPattern.test(email)) {
    findings.addProblem(
      'email_invalid',
      field,
      `${field}: expected an address such as name@example.com, got ${quoteValue(email)}.`,
    )
    return undefined
  }
  return email
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
