import type { OpenRecord } from '../../checkpoint/checkpoint-state.js'
import type { LogtoUser } from '../../logto/calls/user.js'
import type { Refusal } from '../../logto/http/refusal.js'
import { getUser, patchUser, type PatchUserBody } from '../../logto/calls/users.js'
import type { UserPlan } from '../../plan/user-plan.js'
import type { ImportContext } from '../import-context.js'
import { patchUserBody } from './patch-user.js'

export type UpdateOutcome =
  | { kind: 'updated'; record: OpenRecord; fields: string[]; kept: string[] }
  /** The user is to be deleted and created again; that is in the checkpoint. */
  | { kind: 'recreate' }
  | FailedUpdate

export interface FailedUpdate {
  kind: 'failed'
  code: string
  status: number | undefined
  /** Who has the identifiers, when that is the reason. */
  holderIds?: string[]
}

export interface UpdateRequest {
  user: LogtoUser
  /** Steps and memberships that follow. */
  left: number
  /** Whether the password of the plan is another one than before; undefined: not known without asking. */
  hasNewPassword?: boolean
  /** Whether an earlier pass filled the field at this path. @default nothing was */
  wasGiven?: (path: string) => boolean
  /** Fingerprint of the plan before: its part of the password stays when the password does. */
  printBefore?: string | undefined
}

/** Brings the fields of somebody who is there to what the plan says, with at most one PATCH. */
export const updateUser = async (
  context: ImportContext,
  ordinal: number,
  plan: UserPlan,
  request: UpdateRequest,
): Promise<UpdateOutcome> => {
  const { journal, send, effects } = context
  const { user, left, wasGiven = () => false } = request
  const isKept = request.hasNewPassword ?? (await hasOtherPassword(context, user, plan))
  if (isKept && context.recreateOnPasswordChange && user.lastSignInAt === null) {
    await journal.append({ t: 'recreate', n: ordinal, id: user.id, at: context.at() })
    return { kind: 'recreate' }
  }
  const sentAtMs = effects.now()
  const body = patchUserBody(user, plan, wasGiven)
  if (body !== undefined) {
    const { refusal } = await patchUser(send, user.id, body)
    if (refusal !== undefined) return judgeRefusal(context, user, body, refusal)
  }
  const fields = Object.keys(body ?? {})
  const kept = isKept ? ['password'] : []
  // Nobody gets another id.
  if (plan.create.id !== undefined && plan.create.id !== user.id) kept.push('id')
  journal.note({
    t: 'updated',
    n: ordinal,
    id: user.id,
    at: context.at(),
    ms: Math.round(effects.now() - sentAtMs),
    fields,
    kept: kept.length > 0 ? kept : undefined,
    left,
    ...keepPasswordPart(context.prints?.of(plan), isKept ? request.printBefore : undefined),
  })
  return {
    kind: 'updated',
    record: { id: user.id, left, done: new Set(), failed: new Map(), arrived: 'updated' },
    fields,
    kept,
  }
}

const judgeRefusal = async (
  context: ImportContext,
  user: LogtoUser,
  { primaryEmail, primaryPhone, username }: PatchUserBody,
  { code, status }: Refusal,
): Promise<FailedUpdate> => {
  if (!code.endsWith('_already_in_use')) return { kind: 'failed', code, status }
  const identifiers = Object.entries({ primaryEmail, primaryPhone, username }).filter(([, value]) => value)
  const holders = await context.findHolders(Object.fromEntries(identifiers))
  const holderIds = holders.map(({ id }) => id).filter((id) => id !== user.id)
  return { kind: 'failed', code, status, holderIds }
}

/** Logto cannot replace a hash. A user without a password in the source keeps whatever they have. */
const hasOtherPassword = async (
  { send }: ImportContext,
  { id }: LogtoUser,
  { create }: UserPlan,
): Promise<boolean> => {
  if (create.passwordDigest === undefined) return create.password !== undefined
  const user = await getUser(send, id, { includePasswordHash: true })
  return user?.passwordDigest !== create.passwordDigest
}

/** The next delta must find the password changed once more, should it then be allowed to recreate the user. */
const keepPasswordPart = (
  prints: { fp: string; sh?: number } | undefined,
  before: string | undefined,
): { fp?: string; sh?: number } => {
  if (prints === undefined || before === undefined) return prints ?? {}
  const parts = prints.fp.split('.')
  parts[1] = before.split('.')[1] ?? ''
  return { ...prints, fp: parts.join('.') }
}
