import type { CreateUserBody } from '../../plan/user-plan.js'
import type { LogtoUser } from '../../logto/calls/user.js'

type Marked = Pick<LogtoUser | CreateUserBody, 'customData'>

/** Marks the body with the run, so that a user found later is known to come from exactly this record and run. */
export const markWithRun = (create: CreateUserBody, runId: string): CreateUserBody => {
  const from = markOf(create)
  if (from === undefined) return create
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
  const expected = markOf(body)
  if (expected?.['run'] !== undefined) {
    const actual = markOf(user)
    if (actual?.['run'] !== expected['run']) return false
    return expected['id'] === undefined ? hasContentOf(user, body) : actual['id'] === expected['id']
  }
  return user.createdAt >= runStartedAtMs && hasContentOf(user, body)
}

/** Whether run and source key in the mark name the record; two records without can look the same. */
export const isNamedByMark = (body: CreateUserBody): boolean => {
  const mark = markOf(body)
  return mark?.['run'] !== undefined && mark['id'] !== undefined
}

/** Whether the user was imported from the same person by another run. */
export const isSamePerson = (user: LogtoUser, body: CreateUserBody): boolean =>
  isMarkedAlike(user, body, 'id') && systemOf(user) === systemOf(body)

/** Whether the user was imported from the system that the body comes from. */
export const isFromSameSystem = (user: LogtoUser, body: CreateUserBody): boolean =>
  isMarkedAlike(user, body, 'system')

/** Whether both marks say the same, and say it. */
const isMarkedAlike = (user: LogtoUser, body: CreateUserBody, field: 'id' | 'system'): boolean => {
  const [expected, actual] = [markOf(body), markOf(user)]
  return expected?.[field] !== undefined && actual?.[field] === expected[field]
}

const systemOf = (one: Marked): unknown => markOf(one)?.['system']

const markOf = ({ customData }: Marked): Record<string, unknown> | undefined => {
  const mark = customData?.['migratedFrom']
  return isObject(mark) ? mark : undefined
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
