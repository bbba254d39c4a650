import type { BaseUser } from '../../checkpoint/base-user.js'
import { findUsers } from '../../logto/search/find-users.js'
import type { LogtoUser } from '../../logto/calls/user.js'
import { deleteUser, suspendUser } from '../../logto/calls/users.js'
import { MigrationError } from '../../outcome/migration-error.js'
import type { DeltaPass } from './delta-pass.js'
import type { ImportContext } from '../import-context.js'

export interface VanishedRules {
  /** `none`: the newer export does not speak of everybody. */
  action: 'report' | 'suspend' | 'delete' | 'none'
  /** Acts even on a large part of all users. */
  isConfirmed: boolean
}

type VanishedUser = [key: string, user: BaseUser]

const batchSize = 100
/** An export that was cut short looks like one from which people have gone. */
const mostWithoutAsking = { users: 20, share: 0.2 }

/**
 * Settles the users of earlier passes who are not in the newer export: in order, so that a stop loses nothing.
 * Only users that the run itself brought in are touched.
 *
 * @param wantedIds users whose identifiers another record of the newer export has
 * @throws MigrationError `input/too_many_vanished`
 */
export const settleVanished = async (
  context: ImportContext,
  { base, keylessRecords }: DeltaPass,
  { action, isConfirmed }: VanishedRules,
  wantedIds: ReadonlySet<string>,
  stop: AbortSignal,
): Promise<void> => {
  if (action === 'none') return
  const { vanished: settled } = context.journal.state
  const isGone = ([key, user]: VanishedUser): boolean => user.isOurs && !user.isSeen && !settled.has(key)
  const { ours, gone } = countGone(base.users, isGone)
  if (gone === 0) return
  const share = gone / ours
  if (
    action !== 'report' &&
    !isConfirmed &&
    gone > mostWithoutAsking.users &&
    share > mostWithoutAsking.share
  ) {
    throw new MigrationError(
      'input',
      'too_many_vanished',
      `${gone} of ${ours} users are not in the newer export: is it complete? Everything else is done. To ${action} them all the same, resume with --yes; to only list them, with --vanished report`,
    )
  }
  // Any of them may be one of the records that could not be read.
  const isUnsure = keylessRecords > 0
  for (const batch of takeBatches(base.users, isGone)) {
    if (stop.aborted) return
    if (action === 'report' || isUnsure) {
      const code = action === 'report' ? undefined : 'unread_records'
      for (const [key, { id }] of batch)
        note(context, key, id, action === 'report' ? 'reported' : 'kept', code)
      continue
    }
    if (action === 'delete') {
      await actOn(context, batch, action, stop)
      continue
    }
    // The person is still there, under another key: suspended they could not sign in at all.
    const isWanted = ([, { id }]: VanishedUser): boolean => wantedIds.has(id)
    for (const [key, { id }] of batch.filter(isWanted)) note(context, key, id, 'kept', 'wanted_by_another')
    const free = batch.filter((vanished) => !isWanted(vanished))
    await actOn(context, free, action, stop)
  }
}

const countGone = (
  users: Iterable<VanishedUser>,
  isGone: (user: VanishedUser) => boolean,
): { ours: number; gone: number } => {
  const count = { ours: 0, gone: 0 }
  for (const user of users) {
    if (user[1].isOurs) count.ours += 1
    if (isGone(user)) count.gone += 1
  }
  return count
}

/** In their order, and never all of them in memory. */
function* takeBatches(
  users: Iterable<VanishedUser>,
  isGone: (user: VanishedUser) => boolean,
): Generator<VanishedUser[]> {
  let batch: VanishedUser[] = []
  for (const user of users) {
    if (!isGone(user)) continue
    batch.push(user)
    if (batch.length < batchSize) continue
    yield batch
    batch = []
  }
  if (batch.length > 0) yield batch
}

const actOn = async (
  context: ImportContext,
  batch: VanishedUser[],
  action: 'suspend' | 'delete',
  stop: AbortSignal,
): Promise<void> => {
  const ids = batch.map(([, { id }]) => id)
  const found = await findUsers(context.send, 'id', ids, { isCaseSensitive: true })
  const users = new Map(found.map((user) => [user.id, user]))
  for (const [key, { id }] of batch) {
    if (stop.aborted) return
    if (action === 'suspend') await suspend(context, key, id, users.get(id))
    else await remove(context, key, id, users.get(id))
  }
}

const suspend = async (
  context: ImportContext,
  key: string,
  id: string,
  user: LogtoUser | undefined,
): Promise<void> => {
  if (user === undefined) return note(context, key, id, 'deleted', 'user_missing')
  if (!user.isSuspended) {
    const { refusal } = await suspendUser(context.send, id, true)
    if (refusal !== undefined) return note(context, key, id, 'kept', refusal.code)
  }
  note(context, key, id, 'suspended')
}

/** Whoever has signed in to Logto is somebody's account by now, whatever the old system says. */
const remove = async (
  context: ImportContext,
  key: string,
  id: string,
  user: LogtoUser | undefined,
): Promise<void> => {
  if (user !== undefined && user.lastSignInAt !== null) return note(context, key, id, 'kept', 'signed_in')
  const refusal = user === undefined ? undefined : (await deleteUser(context.send, id)).refusal
  if (refusal !== undefined) return note(context, key, id, 'kept', refusal.code)
  await context.forgetPassword(id)
  note(context, key, id, 'deleted', user === undefined ? 'user_missing' : undefined)
}

const note = (
  { journal, at }: ImportContext,
  key: string,
  id: string,
  did: 'reported' | 'suspended' | 'deleted' | 'kept',
  code?: string,
): void => journal.note({ t: 'vanished', key, id, at: at(), did, code })
