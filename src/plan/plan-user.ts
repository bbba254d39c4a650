import type { Problem } from '../outcome/problem.js'
import type { Loss, UserRecord } from '../presets/user-record.js'
import { Findings } from './findings.js'
import { planAvatar } from './fields/plan-avatar.js'
import { planCustomData } from './fields/plan-custom-data.js'
import { planEmail } from './fields/plan-email.js'
import { planFactors } from './fields/plan-factors.js'
import { planIdentities } from './fields/plan-identities.js'
import { planOrganizations, planRoles } from './fields/plan-memberships.js'
import { planName } from './fields/plan-name.js'
import { planPassword } from './fields/plan-password.js'
import { planPhone } from './fields/plan-phone.js'
import { planProfile } from './fields/plan-profile.js'
import type { PlanRules } from './plan-rules.js'
import { planKeptId } from './fields/plan-kept-id.js'
import { planSourceKey, readSourceId } from './fields/plan-source-key.js'
import { planUsername } from './fields/plan-username.js'
import { readFlag } from './checks/read-field.js'
import { listUsedSecrets } from './used-secrets.js'
import type { CreateUserBody, UserPlan } from './user-plan.js'
import { type PlanWarning, warningCodes } from './warning-codes.js'

/** A plan that Logto will take as far as can be known without asking it, or every reason against it. */
export type PlanResult =
  | {
      plan: UserPlan
      problems: undefined
      warnings: PlanWarning[]
      /** Names of what was kept out of customData and identity details as a secret. */
      keptOut: ReadonlySet<string> | undefined
    }
  | {
      plan: undefined
      problems: Problem[]
      warnings: PlanWarning[]
      sourceKey: string
    }

/** Bytes of a request body that Logto reads; one more and it answers 404. */
export const longestBodyBytes = 1_048_576

/** More than the fields of limited length can take together in JSON. */
const limitedFieldsBytes = 24_000

/**
 * Turns a person into requests by Logto's rules and the operator's. Does not change the record, and does not
 * trust it: `map()` in the config may have put anything anywhere.
 */
export const planUser = (user: UserRecord, rules: PlanRules): PlanResult => {
  const findings = new Findings()
  findings.usedSecrets = listUsedSecrets(user)
  const create: CreateUserBody = {}
  const primaryEmail = planEmail(user, rules, findings)
  if (primaryEmail !== undefined) create.primaryEmail = primaryEmail
  const primaryPhone = planPhone(user, rules, findings)
  if (primaryPhone !== undefined) create.primaryPhone = primaryPhone
  const username = planUsername(user, rules, findings)
  if (username !== undefined) create.username = username
  const name = planName(user, findings)
  if (name !== undefined) create.name = name
  const avatar = planAvatar(user, findings)
  if (avatar !== undefined) create.avatar = avatar
  planPassword(user, rules, findings, create)
  const profile = planProfile(user, findings)
  if (profile !== undefined) create.profile = profile
  const identities = planIdentities(user, rules, findings)
  const factors = planFactors(user, findings)
  const roles = planRoles(user, findings)
  const organizations = planOrganizations(user, rules, findings)
  const isSuspended = readFlag(user.isSuspended, 'isSuspended', findings) ?? false
  const isPasswordExpired = planExpiredPassword(user, rules, findings, create)
  const id = readSourceId(user, findings)
  const sourceKey = planSourceKey(id, create, identities, findings)
  const keptId = planKeptId(id, rules, findings)
  if (keptId !== undefined) create.id = keptId
  const customData = planCustomData(user, rules, findings)
  if (customData !== undefined) create.customData = customData
  if (user.warnings?.length) findings.warnings = [...user.warnings, ...findings.warnings]
  if (user.problems?.length) findings.problems = [...user.problems, ...(findings.problems ?? [])]
  if (findings.problems === undefined) checkWhole(create, identities, findings)
  if (!rules.keepMigratedFrom && !hasIdentifier(create)) {
    findings.addWarning('unmarked_user', 'customData', `${warningCodes.unmarked_user} See keepMigratedFrom.`)
  }

  const { problems, warnings, keptOut, pendingPassword } = findings
  if (problems !== undefined) return { plan: undefined, problems, warnings, sourceKey }
  const losses = collectLosses(user, findings)
  return {
    plan: {
      sourceKey,
      create,
      isSuspended,
      isPasswordExpired,
      identities,
      factors,
      roles,
      organizations,
      losses,
      ...(pendingPassword && { pendingPassword }),
    },
    problems: undefined,
    warnings,
    keptOut,
  }
}

/** @returns whether Logto is told to have the password changed at the next sign-in */
const planExpiredPassword = (
  user: UserRecord,
  rules: PlanRules,
  findings: Findings,
  create: CreateUserBody,
): boolean => {
  const isExpired = readFlag(user.isPasswordExpired, 'isPasswordExpired', findings) ?? false
  if (!isExpired || rules.expiredPassword === 'expire') return isExpired
  const hadPassword = (create.password ?? create.passwordDigest) !== undefined
  delete create.password
  delete create.passwordDigest
  delete create.passwordAlgorithm
  if (hadPassword) {
    const detail = 'must be changed, and is left out by the rule expiredPassword'
    findings.losses = [...(findings.losses ?? []), { kind: 'password', detail, reason: 'expired' }]
  }
  return false
}

const hasIdentifier = ({ primaryEmail, primaryPhone, username }: CreateUserBody): boolean =>
  (primaryEmail ?? primaryPhone ?? username) !== undefined

/** What can be judged only when every field is known to be good. */
const checkWhole = (create: CreateUserBody, identities: UserPlan['identities'], findings: Findings): void => {
  if (!hasIdentifier(create) && identities.length === 0) {
    findings.addProblem('no_sign_in_method', undefined, describeNoSignIn(findings))
  }
  if (findings.bodyBytes + limitedFieldsBytes <= longestBodyBytes) return
  const bytes = Buffer.byteLength(JSON.stringify(create))
  if (bytes > longestBodyBytes) {
    findings.addProblem(
      'body_too_large',
      'customData',
      `customData: expected a user of at most ${longestBodyBytes} bytes as JSON, got ${bytes}; leave something out.`,
    )
  }
}

const describeNoSignIn = ({ facts }: Findings): string => {
  const reasons = [
    facts?.['unverifiedEmail'] === undefined ? '' : 'the e-mail address is not verified (unverifiedEmail)',
    facts?.['unverifiedPhone'] === undefined ? '' : 'the phone number is not verified (unverifiedPhone)',
    facts?.['invalidPhone'] === undefined ? '' : 'the phone number is not valid (invalidPhone)',
    facts?.['username'] === undefined ? '' : "the username breaks Logto's rule (username)",
  ].filter((reason) => reason !== '')
  const expected = 'expected an e-mail address, phone number, username or social identity to sign in with'
  return reasons.length === 0
    ? `The record: ${expected}, got none.`
    : `The record: ${expected}, got none that counts: ${reasons.join('; ')}.`
}

const noLosses: Loss[] = []

const collectLosses = (user: UserRecord, { losses, pendingPassword }: Findings): Loss[] => {
  const reason = pendingPassword && user.unconvertiblePassword?.reason
  const all = user.losses ?? noLosses
  // The password is not lost: it works once more, and Logto has it then.
  const own =
    reason === undefined ? all : all.filter((loss) => loss.kind !== 'password' || loss.reason !== reason)
  return losses === undefined ? own : [...own, ...losses]
}
