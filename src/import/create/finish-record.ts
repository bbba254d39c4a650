import type { OpenRecord } from '../../checkpoint/checkpoint-state.js'
import type { LogtoUser } from '../../logto/calls/user.js'
import { deleteUser } from '../../logto/calls/users.js'
import type { UserPlan } from '../../plan/user-plan.js'
import type { Begun } from './create-user.js'
import type { ImportContext } from '../import-context.js'
import type { MembershipGatherer } from '../memberships/memberships.js'
import { runStep } from '../run-step.js'
import type { Membership, Step } from '../units.js'

/** The `begin` is on disk before anything is sent. */
export const beginRecord = async (
  { journal, at, sentBeforeMs, ahead }: ImportContext,
  ordinal: number,
  sourceKey: string,
): Promise<Begun> => {
  const { begun, begunAtMs, reopened } = journal.state
  const begunAhead = ahead.take(ordinal)
  if (begunAhead === undefined && begun.has(ordinal)) {
    const sinceMs = reopened.has(ordinal) ? 0 : (begunAtMs.get(ordinal) ?? 0)
    // Begun by this session: its own attempts have been looked for.
    return { mayExist: true, sinceMs, sentByMs: Math.max(sentBeforeMs, sinceMs) }
  }
  const sinceMs = begunAhead?.sinceMs ?? at()
  await (begunAhead?.onDisk ?? journal.append({ t: 'begin', n: ordinal, key: sourceKey, at: sinceMs }))
  const mayExist = reopened.has(ordinal)
  return { mayExist, sinceMs: mayExist ? 0 : sinceMs, sentByMs: sentBeforeMs }
}

export interface FinishedRecord {
  failedSteps: { unit: string; code: string }[]
  /** The user was deleted again, and the record counts as this instead. */
  withdrawn?: { as: 'existing' | 'failed'; code: string }
}

export interface RecordUnits {
  steps: Step[]
  memberships: Membership[]
  /** The user as they are now, where that is known: a step that changes nothing costs no request. */
  user?: LogtoUser | undefined
  /** Neither e-mail, phone nor username: without an identity nobody could ever sign in as this user. */
  isSocialOnly?: boolean
  /** For the identifiers that are kept beside an old password. */
  plan: UserPlan
}

/**
 * Carries out the steps that are still open and hands the memberships over. Logto cannot search identities, so that
 * somebody else has the only one of a user shows when the user is there already: they are then deleted again.
 */
export const finishRecord = async (
  context: ImportContext,
  ordinal: number,
  record: OpenRecord,
  { steps, memberships, user, isSocialOnly = false, plan }: RecordUnits,
  gatherer: MembershipGatherer,
): Promise<FinishedRecord> => {
  const { journal } = context
  const { id } = record
  const isOpen = ({ unit }: { unit: string }): boolean => !record.done.has(unit) && !record.failed.has(unit)
  const openSteps = steps.filter(isOpen)
  const openMemberships = memberships.filter(isOpen)
  const left = openSteps.length + openMemberships.length
  if (left !== record.left) journal.note({ t: 'left', n: ordinal, left })

  const failedSteps: FinishedRecord['failedSteps'] = []
  for (const [index, step] of openSteps.entries()) {
    const code = isDone(step, user) ? undefined : await takeStep(context, id, step, plan)
    const isLast = openSteps.slice(index + 1).every(({ kind }) => kind !== 'identity')
    if (isSocialOnly && isLast && step.kind === 'identity' && isWithoutIdentity(record, code)) {
      const withdrawn = await withdraw(context, ordinal, id, code)
      if (withdrawn !== undefined) return { failedSteps: [], withdrawn }
    }
    journal.note({ t: 'step', n: ordinal, unit: step.unit, ok: code === undefined, at: context.at(), code })
    if (code !== undefined) failedSteps.push({ unit: step.unit, code })
  }
  for (const membership of openMemberships) {
    if (membership.kind !== 'unresolved') {
      gatherer.add(membership, ordinal, id)
      continue
    }
    const { unit, code } = membership
    journal.note({ t: 'batch', unit, n: [ordinal], ok: false, at: context.at(), code })
    failedSteps.push({ unit, code })
  }
  return { failedSteps }
}

const takeStep = async (
  context: ImportContext,
  userId: string,
  step: Step,
  plan: UserPlan,
): Promise<string | undefined> => {
  if (step.kind !== 'keepPassword') return runStep(context.send, userId, step)
  await context.keepPassword(userId, step.stored, plan.create)
  return undefined
}

const identityTaken = 'user.identity_already_in_use'
/** Of a step of a user who is gone: an earlier session withdrew them and was killed. */
const userGone = 'entity.not_found'

const isWithoutIdentity = (record: OpenRecord, code: string | undefined): code is string =>
  (code === identityTaken || code === userGone) &&
  ![...record.done].some((unit) => unit.startsWith('identity:'))

/** Undefined when the user cannot be deleted. */
const withdraw = async (
  { send, journal, at, onConflict, forgetPassword }: ImportContext,
  ordinal: number,
  userId: string,
  code: string,
): Promise<FinishedRecord['withdrawn']> => {
  if (code !== userGone && (await deleteUser(send, userId)).refusal !== undefined) return undefined
  // A session that was killed may have come further than this one.
  await forgetPassword(userId)
  const as = onConflict === 'fail' ? 'failed' : 'existing'
  journal.note({ t: 'withdrawn', n: ordinal, id: userId, at: at(), code: identityTaken, as })
  return { as, code: identityTaken }
}

const isDone = (step: Step, user: LogtoUser | undefined): boolean => {
  // An old password must not work for an account that has one of its own.
  if (step.kind === 'keepPassword') return user?.hasPassword === true
  return (
    step.kind === 'identity' &&
    step.details === undefined &&
    user?.identities[step.target]?.userId === step.userId
  )
}
