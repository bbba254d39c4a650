import type { LogtoUser } from '../../logto/calls/user.js'
import type { PatchUserBody } from '../../logto/calls/users.js'
import { plainFields, toCanonicalJson } from '../../plan/fingerprint-plan.js'
import { pendingMark } from '../../plan/fields/plan-custom-data.js'
import type { UserPlan } from '../../plan/user-plan.js'

/**
 * The smallest PATCH that gives a user the content of a plan. Custom data and profile are merged: what
 * applications wrote there stays. Undefined when nothing is to be changed.
 *
 * @param wasGiven whether an earlier plan filled the field at this path: what it gave and the plan no longer has
 *   is emptied, everything else is left alone
 */
export const patchUserBody = (
  user: LogtoUser,
  { create }: UserPlan,
  wasGiven: (path: string) => boolean,
): PatchUserBody | undefined => {
  const body: PatchUserBody = {}
  for (const field of plainFields) {
    const wanted = create[field] ?? (wasGiven(field) ? '' : undefined)
    if (wanted !== undefined && wanted !== (user[field] ?? '')) body[field] = wanted
  }
  const profile = mergeFields(user.profile, create.profile ?? {}, (name) => wasGiven(`profile.${name}`))
  if (profile !== undefined) body.profile = profile
  const customData = mergeFields(user.customData, withOwnMark(user, create.customData ?? {}), (name) =>
    wasGiven(`customData.${name}`),
  )
  // What the answer held as JSON goes back as JSON.
  if (customData !== undefined) body.customData = customData as NonNullable<PatchUserBody['customData']>
  return Object.keys(body).length === 0 ? undefined : body
}

/** The mark of the run that created the user stays: a rollback of that run must still know them. */
const withOwnMark = (user: LogtoUser, planned: Record<string, unknown>): Record<string, unknown> => {
  const mark = planned['migratedFrom']
  if (!isObject(mark)) return planned
  const before = user.customData['migratedFrom']
  const { run, password } = isObject(before) ? before : nothing
  return {
    ...planned,
    migratedFrom: { ...withPasswordMark(mark, password, user), ...(run === undefined ? {} : { run }) },
  }
}

const nothing: Record<string, unknown> = {}

/** Once the old password was used, or the account has one of its own, nobody is to be asked for it again. */
const withPasswordMark = (
  { password: planned, ...mark }: Record<string, unknown>,
  before: unknown,
  { hasPassword }: LogtoUser,
): Record<string, unknown> => {
  const isPending = planned === pendingMark && hasPassword !== true
  const password = before === undefined || before === pendingMark ? (isPending ? planned : before) : before
  return password === undefined ? mark : { ...mark, password }
}

const mergeFields = (
  before: object,
  planned: object,
  wasGiven: (name: string) => boolean,
): Record<string, unknown> | undefined => {
  const kept = Object.entries(before).filter(
    ([name]) => Object.hasOwn(planned, name) || name === 'migratedFrom' || !wasGiven(name),
  )
  const merged: Record<string, unknown> = { ...Object.fromEntries(kept), ...planned }
  return toCanonicalJson(merged) === toCanonicalJson(before) ? undefined : merged
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
