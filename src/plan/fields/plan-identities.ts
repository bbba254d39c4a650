import type { UserRecord } from '../../presets/user-record.js'
import { isPossibleTarget } from '../../presets/vocabulary/identities/connector-target.js'
import { judgeName } from '../../secrets/judge-name.js'
import { checkJsonObject } from '../checks/check-json.js'
import { checkText } from '../checks/check-text.js'
import { describeType } from '../checks/describe-type.js'
import type { Findings } from '../findings.js'
import { isMangledNumber } from '../checks/mangled-number.js'
import { quoteValue } from '../checks/quote-value.js'
import { readField } from '../checks/read-field.js'
import type { PlanRules } from '../plan-rules.js'
import type { UserPlan } from '../user-plan.js'

const none: UserPlan['identities'] = []

export const planIdentities = (
  user: UserRecord,
  rules: PlanRules,
  findings: Findings,
): UserPlan['identities'] => {
  const identities: unknown = user.identities
  if (identities === undefined || identities === null) return none
  if (!isPlainObject(identities)) {
    findings.addProblem(
      'wrong_type',
      'identities',
      `identities: expected an object, got ${describeType(identities)}.`,
    )
    return none
  }
  let planned = none
  for (const target in identities) {
    const value = identities[target]
    if (value === undefined || value === null) continue
    // `{ "google": "103…", "access_token": "…" }`: no provider is called so.
    if (judgeName(target).verdict === 'secret') {
      findings.keepOut(target)
      continue
    }
    const identity = planIdentity(target, value, rules, findings)
    if (identity === undefined) continue
    if (planned === none) planned = [identity]
    else planned.push(identity)
  }
  return planned
}

const planIdentity = (
  target: string,
  value: unknown,
  { secrets }: PlanRules,
  findings: Findings,
): UserPlan['identities'][number] | undefined => {
  const field = `identities.${target.replaceAll('\0', '\\0')}`
  if (!isPossibleTarget(target) || !checkText(target, field, findings)) {
    findings.addProblem(
      'identity_invalid',
      field,
      `identities: expected a connector target such as google, without quotes, blanks or slashes, got ${quoteValue(target)}.`,
    )
    return undefined
  }
  if (!isPlainObject(value)) {
    findings.addProblem(
      'wrong_type',
      field,
      `${field}: expected { userId, details? }, got ${describeType(value)}.`,
    )
    return undefined
  }
  const userId = readField(value['userId'], `${field}.userId`, findings)
  if (userId === undefined) {
    findings.addProblem(
      'identity_invalid',
      `${field}.userId`,
      `${field}.userId: expected the id at the provider, got nothing.`,
    )
    return undefined
  }
  if (isMangledNumber(userId)) {
    findings.addWarning(
      'id_mangled',
      `${field}.userId`,
      `${field}.userId: a spreadsheet has turned the number into a power of ten and its digits are lost; the account was left out.`,
    )
    return undefined
  }
  const details = value['details']
  if (details === undefined || details === null) return { target, userId }
  const bytesBefore = findings.bodyBytes
  if (!checkJsonObject(details, `${field}.details`, findings)) return undefined
  // Identities go in requests of their own.
  findings.bodyBytes = bytesBefore
  return {
    target,
    userId,
    details: secrets.filter(details, field, findings, findings.usedSecrets),
  }
}

const isPlainObject = (value: unknown): value is { [key: string]: unknown } =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
