import type { Send } from '../../logto/http/api-call.js'
import type { LogtoUser } from '../../logto/calls/user.js'
import { deleteUser, listUsers } from '../../logto/calls/users.js'
import type { CreateUserBody } from '../../plan/user-plan.js'
import type { CanaryDigest, RandomBytes } from './canary-digest.js'

const usernamePrefix = 'logto_migrate_canary_'
/** In customData: a user without it is somebody else's, whatever the username says. */
const marker = 'logtoMigrateCanary'

/** A temporary user, recognisable by itself should it be left behind. */
export const createCanaryBody = (
  digest: Partial<CanaryDigest>,
  nowMs: number,
  randomBytes: RandomBytes,
): CreateUserBody => ({
  username: `${usernamePrefix}${Buffer.from(randomBytes(10)).toString('hex')}`,
  name: 'logto-migrate preflight, may be deleted',
  customData: { [marker]: new Date(nowMs).toISOString() },
  ...digest,
})

/** Deletes what earlier preflights left behind: they were killed, or an answer got lost. Returns how many. */
export const deleteStaleCanaries = async (send: Send, signal?: AbortSignal): Promise<number> => {
  // An underscore stands for any character in this search; what matters is looked at below.
  const query = new URLSearchParams({ 'search.username': `${usernamePrefix}%`, 'mode.username': 'like' })
  const stale: LogtoUser[] = []
  // Deleting while paging would skip users.
  for await (const page of listUsers(send, query.toString(), signal)) {
    for (const user of page) if (isCanary(user)) stale.push(user)
  }
  for (const { id } of stale) await deleteUser(send, id, signal)
  return stale.length
}

const isCanary = ({ username, customData }: LogtoUser): boolean =>
  username?.startsWith(usernamePrefix) === true && typeof customData[marker] === 'string'
