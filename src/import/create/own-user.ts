import type { CreateUserBody } from '../../plan/user-plan.js'
import type { LogtoUser } from '../../logto/calls/user.js'

/** Marks the body with the run, so that a user found later is known to come from exactly this record and run. */
export const markWithRun = (create: CreateUserBody, runId: string): CreateUserBody => {
  const from = create.customData?.['migratedFrom']
  if (!isObject(from)) return create
  return { ...create, customData: { ...create.customData, migratedFrom: { ...from, run: runId } } }
}

/**
 * Whether a user of the target was created from this body by this run. With `migratedFrom` the run's id and
 * the source key decide; without them the whole content and the time of creation do.
 *
 * @param body as marked by `markWithRun`
 * @param runStartedAtMs by the target's clock
 */
export const isOwnUser = (user: LogtoUser, body: CreateUserBody, runStartedAtMs: number): boolean => {
  const expected = body.customData?.['migratedFrom']
  if (isObject(expected) && expected['run'] !== undefined) {
    const actual = user.customData['migratedFrom']
    if (!isObject(actual) || actual['run'] !== expected['run']) return false
    return expected['id'] === undefined ? hasContentOf(user, body) : actual['id'] === expected['id']
  }
  return user.createdAt >= runStartedAtMs && hasContentOf(user, body)
}

/** Whether run and source key in the mark name the record; two records without can look the same. */
export const isNamedByMark = (body: CreateUserBody): boolean => {
  const mark = body.customData?.['migratedFrom']
  return isObject(mark) && mark['run'] !== undefined && mark['id'] !== undefined
}

/** Whether the user was imported from the same person by another run. */
export const isSamePerson = (user: LogtoUser, body: CreateUserBody): boolean => {
  const expected = body.customData?.['migratedFrom']
  const actual = user.customData['migratedFrom']
  return (
    isObject(expected) &&
    isObject(actual) &&
    expected['id'] !== undefined &&
    actual['id'] === expected['id'] &&
    actual['system'] === expected['system']
  )
}

/** Whether the user was imported from the system that the body comes from. */
export const isFromSameSystem = (user: LogtoUser, body: CreateUserBody): boolean => {
  const expected = body.customData?.['migratedFrom']
  const actual = user.customData['migratedFrom']
  return (
    isObject(expected) &&
    isObject(actual) &&
    expected['system'] !== undefined &&
    actual['system'] === expected['system']
  )
}

const hasContentOf = (user: LogtoUser, body: CreateUserBody): boolean =>
  (user.primaryEmail ?? undefined) === body.primaryEmail &&
  (user.primaryPhone ?? undefined) === body.primaryPhone &&
  (user.username ?? undefined) === body.username &&
  (user.name ?? undefined) === body.name &&
  canonicalJson(user.customData) === canonicalJson(body.customData ?? {}) &&
  canonicalJson(user.profile) === canonicalJson(body.profile ?? {})

/** JSON with sorted keys: the database keeps objects, not the order of their keys. */
const canonicalJson = (value: unknown): string =>
  JSON.stringify(value, (_key, inner: unknown) =>
    isObject(inner) ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1))) : inner,
  )

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
