import { passwordAlgorithms, type PasswordAlgorithm } from '../../password/digest/password-algorithm.js'
import type { UserRecord } from '../../presets/user-record.js'
import { checkText } from '../checks/check-text.js'
import { describeType } from '../checks/describe-type.js'
import { findDigestFault } from '../checks/digest-fault.js'
import type { Findings } from '../findings.js'
import { storedPasswordOf } from '../../presets/vocabulary/stored-password.js'
import type { PlanRules } from '../plan-rules.js'
import type { CreateUserBody, PendingPassword } from '../user-plan.js'

/** UTF-16 units of `passwordDigest` that Logto takes. */
export const longestDigest = 256

/** Puts the password or its digest on the request body; at most one of them. */
export const planPassword = (
  user: UserRecord,
  rules: PlanRules,
  findings: Findings,
  create: CreateUserBody,
): void => {
  const password = readPassword(user.password, findings)
  const digest = readDigest(user.passwordDigest, findings)
  if (password !== undefined && digest !== undefined) {
    findings.addProblem(
      'password_and_digest',
      'password',
      'password: expected a plaintext password or a digest, got both; leave one out.',
    )
  } else if (password !== undefined) create.password = password
  else if (digest !== undefined) planDigest(digest, user.passwordAlgorithm, findings, create)
  else settleUnconvertible(user, rules, findings)
}

/** Blanks at the ends belong to a password. */
const readPassword = (value: unknown, findings: Findings): string | undefined => {
  if (value === undefined || value === null || value === '') return undefined
  if (typeof value === 'number' && Number.isFinite(value)) return String(value)
  if (typeof value !== 'string') {
    findings.addProblem('wrong_type', 'password', `password: expected text, got ${describeType(value)}.`)
    return undefined
  }
  findings.bodyBytes += value.length * 6
  return checkText(value, 'password', findings) ? value : undefined
}

const readDigest = (value: unknown, findings: Findings): string | undefined => {
  if (value === undefined || value === null || value === '') return undefined
  if (typeof value === 'string') {
    const digest = value.trim()
    return digest !== '' && checkText(digest, 'passwordDigest', findings) ? digest : undefined
  }
  findings.addProblem(
    'wrong_type',
    'passwordDigest',
    `passwordDigest: expected text, got ${describeType(value)}.`,
  )
  return undefined
}

/** Logto takes any text here and fails at every sign-in, so the form is checked before it is sent. */
const planDigest = (digest: string, algorithm: unknown, findings: Findings, create: CreateUserBody): void => {
  if (algorithm === undefined || algorithm === null || algorithm === '') {
    findings.addProblem(
      'password_algorithm_missing',
      'passwordAlgorithm',
      `passwordAlgorithm: expected one of ${passwordAlgorithms.join(', ')} beside passwordDigest, got nothing.`,
    )
    return
  }
  if (!isPasswordAlgorithm(algorithm)) {
    findings.addProblem(
      'password_algorithm_unknown',
      'passwordAlgorithm',
      `passwordAlgorithm: expected one of ${passwordAlgorithms.join(', ')}, got something else.`,
    )
    return
  }
  const fault =
    digest.length > longestDigest
      ? `expected at most ${longestDigest} characters, got ${digest.length}`
      : findDigestFault(algorithm, digest)
  if (fault !== undefined) {
    findings.addProblem('digest_invalid', 'passwordDigest', `passwordDigest (${algorithm}): ${fault}.`)
    return
  }
  create.passwordDigest = digest
  create.passwordAlgorithm = algorithm
}

const isPasswordAlgorithm = (value: unknown): value is PasswordAlgorithm =>
  passwordAlgorithms.some((algorithm) => algorithm === value)

/** The preset has noted the loss; here it is decided whether the old one works, and else whether the user may come without. */
const settleUnconvertible = (user: UserRecord, rules: PlanRules, findings: Findings): void => {
  findings.pendingPassword = findPending(user, rules)
  if (findings.pendingPassword !== undefined) return
  if (user.unconvertiblePassword === undefined || rules.unconvertiblePassword === 'omit') return
  findings.addProblem(
    'password_unconvertible',
    'password',
    `password: ${user.unconvertiblePassword.message} The rule unconvertiblePassword is reject.`,
  )
}

const findPending = (user: UserRecord, rules: PlanRules): PendingPassword | undefined => {
  const { unconvertiblePassword: mark } = user
  // Whoever signs in with a social account alone has no password in the old system either.
  if (rules.keepLegacy === undefined || (mark === undefined && hasIdentity(user))) return undefined
  const stored = mark && storedPasswordOf(mark)
  const way = rules.keepLegacy(stored)
  if (way === undefined) return undefined
  return way === 'store' && stored !== undefined ? { stored } : {}
}

/** `map()` may have put anything there. */
const hasIdentity = ({ identities }: UserRecord): boolean => Object.keys(identities ?? {}).length > 0
