import type { UserRecord } from '../../presets/user-record.js'
import type { JsonObject } from '../../source/source-record.js'
import { checkJsonObject } from '../checks/check-json.js'
import type { Findings } from '../findings.js'
import type { PlanRules } from '../plan-rules.js'

/**
 * The user's own custom data, plus `profile` (claims that Logto does not know) and `migratedFrom` (the
 * source key, dates, and values that had to be kept out of their field). Comes after all other fields,
 * because they add to it. The record is not changed.
 */
export const planCustomData = (
  user: UserRecord,
  rules: PlanRules,
  findings: Findings,
): JsonObject | undefined => {
  const given: unknown = user.customData ?? nothing
  if (!checkJsonObject(given, 'customData', findings)) return undefined
  // The last thing before the plan: neither a preset nor map() can put anything past it.
  const own = keepOut(given, '', rules, findings)
  const migratedFrom = rules.keepMigratedFrom ? describeOrigin(user, own, rules, findings) : undefined
  const profile = findings.otherProfile === undefined ? undefined : mergeProfile(own, rules, findings)
  if (isEmpty(own) && findings.otherAddresses === undefined) {
    if (profile === undefined) return migratedFrom === undefined ? undefined : { migratedFrom }
    return migratedFrom === undefined ? { profile } : { profile, migratedFrom }
  }
  // A loop takes a tenth of the time of a spread to which keys are then added.
  const planned: JsonObject = {}
  for (const key in own) planned[key] = own[key]!
  addOtherAddresses(planned, findings)
  if (profile !== undefined) planned['profile'] = profile
  if (migratedFrom !== undefined) planned['migratedFrom'] = migratedFrom
  return planned
}

const nothing = {}

/** What `customData.migratedFrom.password` says until the old password was used once. */
export const pendingMark = 'pending'

const keepOut = (object: JsonObject, path: string, { secrets }: PlanRules, findings: Findings): JsonObject =>
  isEmpty(object) ? object : secrets.filter(object, path, findings, findings.usedSecrets)

const describeOrigin = (
  user: UserRecord,
  own: JsonObject,
  rules: PlanRules,
  findings: Findings,
): JsonObject | undefined => {
  const earlier = own['migratedFrom']
  const origin: unknown = user.migratedFrom ?? nothing
  if (!checkJsonObject(origin, 'migratedFrom', findings)) return undefined
  const kept = hasUsualFactsOnly(origin) ? origin : keepOut(origin, 'migratedFrom', rules, findings)
  const isUsual = findings.facts === undefined && findings.pendingPassword === undefined
  if (earlier === undefined && isUsual && isComplete(kept)) {
    return isEmpty(kept) ? undefined : kept
  }
  const facts: JsonObject = {}
  // Somebody who was moved before keeps what that move noted, but for the mark of the run that did it.
  if (isObject(earlier)) copyFacts(earlier, facts)
  delete facts['run']
  copyFacts(kept, facts)
  if (findings.facts !== undefined && checkJsonObject(findings.facts, 'migratedFrom', findings)) {
    copyFacts(keepOut(findings.facts, 'migratedFrom', rules, findings), facts)
  }
  // A mark of ours, whatever its name says to the filter.
  if (findings.pendingPassword !== undefined) facts['password'] = pendingMark
  return isEmpty(facts) ? undefined : facts
}

/** Four facts that nearly every origin has and nothing else: to look into them takes longer than to plan the rest. */
const hasUsualFactsOnly = (origin: JsonObject): boolean => {
  for (const key in origin) if (!usualFacts.has(key)) return false
  return true
}

const usualFacts: ReadonlySet<string> = new Set(['system', 'id', 'createdAt', 'lastSignInAt'])

/** Most origins can go as they are: copying key by key costs more than the rest of this file. */
const isComplete = (facts: { [key: string]: unknown }): boolean => {
  for (const key in facts) if (facts[key] === undefined || facts[key] === null) return false
  return true
}

const copyFacts = (from: JsonObject, to: JsonObject): void => {
  for (const key in from) {
    const value = from[key]
    if (value !== undefined && value !== null) to[key] = value
  }
}

const addOtherAddresses = (planned: JsonObject, { otherAddresses }: Findings): void => {
  for (const key in otherAddresses) {
    const present = planned[key]
    planned[key] = [...(Array.isArray(present) ? present : []), ...(otherAddresses[key] ?? [])]
  }
}

const mergeProfile = (own: JsonObject, rules: PlanRules, findings: Findings): JsonObject | undefined => {
  const other: unknown = findings.otherProfile
  if (other === undefined || !checkJsonObject(other, 'profile', findings)) return undefined
  const present = own['profile']
  const kept = keepOut(other, 'profile', rules, findings)
  return isObject(present) ? { ...kept, ...present } : kept
}

const isObject = (value: JsonObject[string] | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const isEmpty = (value: object): boolean => {
  for (const _ in value) return false
  return true
}
