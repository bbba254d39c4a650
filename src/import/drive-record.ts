import type { OpenRecord } from '../checkpoint/checkpoint-state.js'
import type { UserPlan } from '../plan/user-plan.js'
import { type Begun, settleUser } from './create-user.js'
import type { ImportContext } from './import-context.js'
import type { MembershipGatherer } from './memberships.js'
import { markWithRun } from './own-user.js'
import { type Resolvers, resolveMemberships } from './resolve-memberships.js'
import { runStep } from './run-step.js'
import { listSteps, type Membership, type Step } from './units.js'

/** How one record stands after its own requests; memberships may still be gathered. */
export type DriveOutcome =
  | { kind: 'created' | 'adopted' | 'resumed'; id: string; failedSteps: { unit: string; code: string }[] }
  | { kind: 'existing'; id: string; code: string }
  | { kind: 'failed'; code: string; status: number | undefined }

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
): Promise<DriveOutcome> => {
  const { journal } = context
  const open = journal.state.open.get(ordinal)
  const steps = listSteps(plan)
  const memberships = await resolveMemberships(plan, resolvers)
  if (open !== undefined) {
    const failedSteps = await finishRecord(context, ordinal, open, steps, memberships, gatherer)
    return { kind: 'resumed', id: open.id, failedSteps }
  }

  const begun = await beginRecord(context, ordinal, plan.sourceKey)
  const sentAtMs = context.effects.now()
  const body = markWithRun(plan.create, context.runId)
  const outcome = await settleUser(context, body, begun)
  const at = context.at()
  if (outcome.kind === 'existing') {
    journal.note({ t: 'existing', n: ordinal, id: outcome.id, at, code: outcome.code })
    return outcome
  }
  if (outcome.kind === 'failed') {
    journal.note({ t: 'failed', n: ordinal, at, code: outcome.code, status: outcome.status })
    return outcome
  }
  const ms = Math.round(context.effects.now() - sentAtMs)
  const left = steps.length + memberships.length
  journal.note({ t: outcome.kind, n: ordinal, id: outcome.id, at, ms, left })
  const fresh: OpenRecord = { id: outcome.id, left, done: new Set(), failed: new Map() }
  const failedSteps = await finishRecord(context, ordinal, fresh, steps, memberships, gatherer)
  return { kind: outcome.kind, id: outcome.id, failedSteps }
}

/** The `begin` is on disk before anything is sent. */
const beginRecord = async (
  { journal, at }: ImportContext,
  ordinal: number,
  sourceKey: string,
): Promise<Begun> => {
  const { begun, begunAtMs, reopened } = journal.state
  if (begun.has(ordinal)) {
    return { mayExist: true, sinceMs: reopened.has(ordinal) ? 0 : (begunAtMs.get(ordinal) ?? 0) }
  }
  const sinceMs = at()
  await journal.append({ t: 'begin', n: ordinal, key: sourceKey, at: sinceMs })
  return reopened.has(ordinal) ? { mayExist: true, sinceMs: 0 } : { mayExist: false, sinceMs }
}

const finishRecord = async (
  context: ImportContext,
  ordinal: number,
  record: OpenRecord,
  steps: Step[],
  memberships: Membership[],
  gatherer: MembershipGatherer,
): Promise<{ unit: string; code: string }[]> => {
  const { journal } = context
  const { id } = record
  const isOpen = ({ unit }: { unit: string }): boolean => !record.done.has(unit) && !record.failed.has(unit)
  const openSteps = steps.filter(isOpen)
  const openMemberships = memberships.filter(isOpen)
  const left = openSteps.length + openMemberships.length
  if (left !== record.left) journal.note({ t: 'left', n: ordinal, left })

  const failures: { unit: string; code: string }[] = []
  for (const step of openSteps) {
    const code = await runStep(context.send, id, step)
    journal.note({ t: 'step', n: ordinal, unit: step.unit, ok: code === undefined, at: context.at(), code })
    if (code !== undefined) failures.push({ unit: step.unit, code })
  }
  for (const membership of openMemberships) {
    if (membership.kind !== 'unresolved') {
      gatherer.add(membership, ordinal, id)
      continue
    }
    const { unit, code } = membership
    journal.note({ t: 'batch', unit, n: [ordinal], ok: false, at: context.at(), code })
    failures.push({ unit, code })
  }
  return failures
}
