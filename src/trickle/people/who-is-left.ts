import type { LogtoUser } from '../../logto/calls/user.js'
import { listUsers } from '../../logto/calls/users.js'
import type { Send } from '../../logto/http/api-call.js'

/** Where somebody stands with the old password. */
export type Standing = 'pending' | 'migrated' | 'other'

/** By the mark in `customData.migratedFrom`, and by whether the account has a password of its own. */
export const standingOf = ({ customData, hasPassword }: LogtoUser): Standing => {
  const mark = customData['migratedFrom']
  const state = typeof mark === 'object' && mark !== null && 'password' in mark ? mark.password : undefined
  if (state === 'migrated') return 'migrated'
  return state === 'pending' && hasPassword === false ? 'pending' : 'other'
}

/** Whom links are for. `pending`: the mark says that the old password has not come yet. */
export type Who = 'pending' | 'no-password' | 'never-signed-in'

/** Whether somebody is among them. Suspended people are in none. */
export const isAmong = (who: Who, user: LogtoUser): boolean => {
  if (user.isSuspended) return false
  switch (who) {
    case 'pending':
      return standingOf(user) === 'pending'
    case 'no-password':
      return user.hasPassword === false
    case 'never-signed-in':
      return user.lastSignInAt === null
  }
}

export interface Count {
  pending: number
  migrated: number
  users: number
}

/** Looks at every user of the tenant, a hundred a request: Logto cannot search custom data. */
export const countPeople = async (
  send: Send,
  onPending: (user: LogtoUser) => Promise<void> | void,
  signal?: AbortSignal,
): Promise<Count> => {
  const count: Count = { pending: 0, migrated: 0, users: 0 }
  for await (const page of listUsers(send, '', signal)) {
    for (const user of page) {
      count.users += 1
      const standing = standingOf(user)
      if (standing === 'other') continue
      count[standing] += 1
      if (standing === 'pending') await onPending(user)
    }
  }
  return count
}
