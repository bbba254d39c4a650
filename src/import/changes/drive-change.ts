import type { BaseUser } from '../../checkpoint/base-user.js'
import type { DeltaBase } from '../../checkpoint/delta-base.js'
import type { LogtoUser } from '../../logto/calls/user.js'
import { changedParts, type FingerprintPart, fingerprintParts } from '../../plan/fingerprint-plan.js'
import type { UserPlan } from '../../plan/user-plan.js'
import { type Deferred, driveRecord, type DriveOutcome, fail, failOrDefer } from '../create/drive-record.js'
import { beginRecord, finishRecord } from '../create/finish-record.js'
import type { ImportContext } from '../import-context.js'
import type { MembershipGatherer } from '../memberships/memberships.js'
import { planChange } from './plan-change.js'
import { type Resolvers, resolveMemberships } from '../memberships/resolve-memberships.js'
import { updateUser } from './update-user.js'

/** Somebody whom an earlier pass brought in, and as they are in the target now. */
export interface KnownUser {
  base: BaseUser
  /** Undefined when the target has no such user any more. */
  user: LogtoUser | undefined
}

/** The parts in which a plan differs from the one before; all of them where that is not known. */
export const compareWithBase = (
  context: ImportContext,
  plan: UserPlan,
  base: BaseUser,
): Set<FingerprintPart> =>
  base.print === undefined || context.prints === undefined
    ? new Set(fingerprintParts)
    : changedParts(base.print, context.prints.print(plan))

/** Takes a user of an earlier pass to what the newer record says, with the smallest set of requests. */
export const driveChange = async (
  context: ImportContext,
  ordinal: number,
  plan: UserPlan,
  { base, user }: KnownUser,
  { units, shapes }: DeltaBase,
  resolvers: Resolvers,
  gatherer: MembershipGatherer,
): Promise<DriveOutcome | Deferred> => {
  const { journal } = context
  const parts = compareWithBase(context, plan, base)
  const wanted = parts.has('memberships') ? await resolveMemberships(plan, resolvers) : []
  const deleteMissing = context.deleteMissingMemberships
  const change = planChange(plan, base, units, { parts, wanted, deleteMissing })
  const open = journal.state.open.get(ordinal)
  if (open !== undefined) {
    const { failedSteps } = await finishRecord(context, ordinal, open, { ...change, user, plan }, gatherer)
    return { kind: 'resumed', id: open.id, failedSteps }
  }

  await beginRecord(context, ordinal, plan.sourceKey)
  if (user === undefined) return fail(context, ordinal, 'user_missing', undefined)
  const given = base.shape === undefined ? undefined : shapes.get(base.shape)
  const updated = await updateUser(context, ordinal, plan, {
    user,
    left: change.steps.length + change.memberships.length,
    hasNewPassword: base.print === undefined ? undefined : hasNewPassword(parts, plan, user),
    wasGiven: (path) => given?.has(context.prints?.hashPath(path) ?? '') ?? false,
    printBefore: base.print,
  })
  if (updated.kind === 'recreate') return driveRecord(context, ordinal, plan, resolvers, gatherer)
  if (updated.kind === 'failed') return failOrDefer(context, ordinal, updated)
  const { record, fields, kept } = updated
  const { failedSteps } = await finishRecord(context, ordinal, record, { ...change, user, plan }, gatherer)
  return { kind: 'updated', id: record.id, fields, kept, failedSteps }
}

/** An old password that is kept beside the run is replaced there, unless the account has one of its own by now. */
const hasNewPassword = (parts: ReadonlySet<FingerprintPart>, plan: UserPlan, user: LogtoUser): boolean =>
  parts.has('password') && (plan.pendingPassword?.stored === undefined || user.hasPassword === true)
