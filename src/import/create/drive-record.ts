import type { UserPlan } from '../../plan/user-plan.js'
import { deleteUser } from '../../logto/calls/users.js'
import { settleUser } from './create-user.js'
import { beginRecord, type FinishedRecord, finishRecord } from './finish-record.js'
import type { ImportContext } from '../import-context.js'
import type { MembershipGatherer } from '../memberships/memberships.js'
import { judgeConflict } from './judge-conflict.js'
import { nameConflict } from './look-ahead.js'
import { markWithRun } from './run-mark.js'
import { type Resolvers, resolveMemberships } from '../memberships/resolve-memberships.js'
import { listSteps } from '../units.js'
import { type FailedUpdate, updateUser } from '../changes/update-user.js'

type FailedStep = { unit: string; code: string }

/** How one record stands after its own requests; memberships may still be gathered. */
export type DriveOutcome =
  | { kind: 'created' | 'adopted' | 'resumed'; id: string; failedSteps: FailedStep[] }
  | { kind: 'updated'; id: string; fields: string[]; kept: string[]; failedSteps: FailedStep[] }
  | { kind: 'existing'; id: string | undefined; code: string }
  | { kind: 'failed'; code: string; status: number | undefined }

/** Begun, and waiting for identifiers that these users may give up. */
export interface Deferred {
  kind: 'deferred'
  holderIds: string[]
}

/**
 * Takes one record from its plan to a user with all its steps, and hands its memberships over. Takes up
 * where the checkpoint left the record.
 */
export const driveRecord = async (
  context: ImportContext,
  ordinal: number,
  plan: UserPlan,
  resolvers: Resolvers,
  gatherer: MembershipGatherer,
): Promise<DriveOutcome | Deferred> => {
  const { journal } = context
  const open = journal.state.open.get(ordinal)
  const { primaryEmail, primaryPhone, username } = plan.create
  const units = {
    steps: listSteps(plan),
    memberships: hasMemberships(plan) ? await resolveMemberships(plan, resolvers) : [],
    isSocialOnly: (primaryEmail ?? primaryPhone ?? username) === undefined,
    plan,
  }
  if (open !== undefined) {
    const finished = await finishRecord(context, ordinal, open, units, gatherer)
    return describeFinished({ kind: 'resumed', id: open.id }, finished)
  }

  const begun = await beginRecord(context, ordinal, plan.sourceKey)
  const replacedId = journal.state.recreated.get(ordinal)
  if (replacedId !== undefined) {
    const { refusal } = await deleteUser(context.send, replacedId)
    if (refusal !== undefined) return fail(context, ordinal, refusal.code, refusal.status)
    await context.forgetPassword(replacedId)
  }
  const sentAtMs = context.effects.now()
  const body = markWithRun(plan.create, context.runId)
  const holders = begun.mayExist || replacedId !== undefined ? undefined : context.takeHolders(ordinal)
  const outcome =
    holders === undefined
      ? await settleUser(context, body, begun)
      : judgeConflict(context, body, nameConflict(body, holders), holders, 422)
  const at = context.at()
  const ms = Math.round(context.effects.now() - sentAtMs)
  const left = units.steps.length + units.memberships.length
  switch (outcome.kind) {
    case 'existing':
      journal.note({ t: 'existing', n: ordinal, id: outcome.id, at, code: outcome.code })
      return outcome
    case 'deferred':
      return outcome
    case 'failed':
      return fail(context, ordinal, outcome.code, outcome.status)
    case 'update': {
      const updated = await updateUser(context, ordinal, plan, { user: outcome.user, left })
      if (updated.kind === 'recreate') return driveRecord(context, ordinal, plan, resolvers, gatherer)
      if (updated.kind === 'failed') return failOrDefer(context, ordinal, updated)
      const { record, fields, kept } = updated
      const all = { ...units, user: outcome.user, isSocialOnly: false }
      const { failedSteps } = await finishRecord(context, ordinal, record, all, gatherer)
      return { kind: 'updated', id: record.id, fields, kept, failedSteps }
    }
    default: {
      const { id, kind } = outcome
      journal.note({ t: kind, n: ordinal, id, at, ms, left, ...context.prints?.of(plan) })
      const record = { id, left, done: new Set<string>(), failed: new Map<string, string>(), arrived: kind }
      const finished = await finishRecord(context, ordinal, record, units, gatherer)
      return describeFinished({ kind, id }, finished)
    }
  }
}

const hasMemberships = ({ roles, organizations }: UserPlan): boolean =>
  roles.length + organizations.length > 0

const describeFinished = (
  arrived: { kind: 'created' | 'adopted' | 'resumed'; id: string },
  { failedSteps, withdrawn }: FinishedRecord,
): DriveOutcome => {
  if (withdrawn === undefined) return { ...arrived, failedSteps }
  const { as, code } = withdrawn
  return as === 'existing' ? { kind: as, id: undefined, code } : { kind: as, code, status: 422 }
}

/** An identifier that another user of the run has may become free before the pass is over. */
export const failOrDefer = (
  context: ImportContext,
  ordinal: number,
  { code, status, holderIds }: FailedUpdate,
): DriveOutcome | Deferred =>
  holderIds !== undefined && context.mayBeFreed(holderIds)
    ? { kind: 'deferred', holderIds }
    : fail(context, ordinal, code, status)

/** Notes the refusal and returns it. */
export const fail = (
  { journal, at }: ImportContext,
  ordinal: number,
  code: string,
  status: number | undefined,
): DriveOutcome => {
  journal.note({ t: 'failed', n: ordinal, at: at(), code, status })
  return { kind: 'failed', code, status }
}
