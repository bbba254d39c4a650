import type { LogtoUser } from '../../logto/calls/user.js'
import type { CreateUserBody, UserPlan } from '../../plan/user-plan.js'

/** One field that is not in the target what the plan says. */
export interface FieldDifference {
  /** `primaryEmail`, `profile.address.locality`, `customData.plan`, `identities.google`, … */
  field: string
  /** Left out for customData, whose values can be anything, secrets too. */
  expected?: string | boolean | null
  actual?: string | boolean | null
  /** In the target and not in the plan: a role, an organization, a second factor. */
  isExtra?: true
}

/**
 * Everything of the plan that a user record of the target shows. What the target has beyond the plan inside
 * `customData`, `profile` and `identities` is no difference: applications write there.
 */
export const compareUser = (
  { create, isSuspended, identities, pendingPassword }: UserPlan,
  user: LogtoUser,
): FieldDifference[] => {
  const differences: FieldDifference[] = []
  if (create.id !== undefined) compareText(differences, 'id', create.id, user.id)
  for (const field of textFields) compareText(differences, field, create[field], user[field])
  compareLeaves(differences, 'profile', create.profile, user.profile, true)
  const customData = pendingPassword === undefined ? create.customData : withoutMark(create.customData)
  compareLeaves(differences, 'customData', customData, user.customData, false)
  for (const { target, userId, details } of identities) {
    const identity = user.identities[target]
    compareText(differences, `identities.${target}`, userId, identity?.userId ?? null)
    // Of another account they say nothing.
    if (identity?.userId !== userId) continue
    compareLeaves(differences, `identities.${target}.details`, details, identity.details, false)
  }
  if (user.isSuspended !== isSuspended) {
    differences.push({ field: 'isSuspended', expected: isSuspended, actual: user.isSuspended })
  }
  const hasPassword = isWithPassword(create)
  // Once the old password was used, the account has it, and the mark says so.
  if (pendingPassword !== undefined) return differences
  if (user.hasPassword !== undefined && user.hasPassword !== hasPassword) {
    differences.push({ field: 'hasPassword', expected: hasPassword, actual: user.hasPassword })
  }
  return differences
}

const withoutMark = (customData: CreateUserBody['customData']): CreateUserBody['customData'] => {
  const from = customData?.['migratedFrom']
  if (!isObject(from)) return customData
  const { password: _mark, ...facts } = from
  return { ...customData, migratedFrom: facts }
}

const textFields = ['primaryEmail', 'primaryPhone', 'username', 'name', 'avatar'] as const

const compareText = (
  differences: FieldDifference[],
  field: string,
  expected: string | null | undefined,
  actual: string | null,
): void => {
  const wanted = expected === undefined || expected === '' ? null : expected
  if (wanted !== (actual === '' ? null : actual)) differences.push({ field, expected: wanted, actual })
}

const isWithPassword = ({ password, passwordDigest }: CreateUserBody): boolean =>
  password !== undefined || passwordDigest !== undefined

/** Goes down to the leaves of what is expected. */
const compareLeaves = (
  differences: FieldDifference[],
  field: string,
  expected: unknown,
  actual: unknown,
  isShown: boolean,
): void => {
  if (expected === undefined) return
  if (isObject(expected)) {
    if (Object.keys(expected).length === 0 && !isObject(actual)) differences.push({ field })
    const inner = isObject(actual) ? actual : {}
    for (const [name, value] of Object.entries(expected)) {
      compareLeaves(differences, `${field}.${name}`, value, readOwn(inner, name), isShown)
    }
    return
  }
  if (isSame(expected, actual)) return
  differences.push(isShown ? { field, expected: showText(expected), actual: showText(actual) } : { field })
}

const isSame = (expected: unknown, actual: unknown): boolean => {
  if (!Array.isArray(expected)) {
    if (!isObject(expected)) return Object.is(expected, actual) || (expected === 0 && actual === 0)
    if (!isObject(actual)) return false
    const names = Object.keys(expected)
    return (
      names.length === Object.keys(actual).length &&
      names.every((name) => isSame(expected[name], readOwn(actual, name)))
    )
  }
  return (
    Array.isArray(actual) &&
    actual.length === expected.length &&
    expected.every((item, index) => isSame(item, actual[index]))
  )
}

const showText = (value: unknown): string | null => (typeof value === 'string' ? value : null)

const readOwn = (object: Record<string, unknown>, name: string): unknown =>
  Object.hasOwn(object, name) ? object[name] : undefined

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
