import type { OpenRecord } from '../checkpoint/checkpoint-state.js'
import type { LogtoUser } from '../logto/user.js'
import type { Begun } from './create-user.js'
import type { ImportContext } from './import-context.js'
import type { MembershipGatherer } from './memberships.js'
import { runStep } from './run-step.js'
import type { Membership, Step } from './units.js'

/** The `begin` is on disk before anything is sent. */
export const beginRecord = async (
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

export interface RecordUnits {
  steps: Step[]
  memberships: Membership[]
  /** The user as they are now, where that is known: a step that changes nothing costs no request. */
  user?: LogtoUser | undefined
}

/** Carries out the steps that are still open and hands the memberships over. Returns what was refused. */
export const finishRecord = async (
  context: ImportContext,
  ordinal: number,
  record: OpenRecord,
  { steps, memberships, user }: RecordUnits,
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
    const code = isDone(step, user) ? undefined : await runStep(context.send, id, step)
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

const isDone = (step: Step, user: LogtoUser | undefined): boolean =>
  step.kind === 'identity' &&
  step.details === undefined &&
  user?.identities[step.target]?.userId === step.userId
