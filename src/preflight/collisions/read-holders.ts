import type { LogtoUser } from '../../logto/calls/user.js'
import { listUsers } from '../../logto/calls/users.js'
import type { UserPlan } from '../../plan/user-plan.js'
import {
  foldIdentifier,
  type Holder,
  type HolderOptions,
  type HolderSource,
  identifierFields,
  type IdentifierField,
} from './find-holders.js'

/**
 * Reads all users of a small tenant once, 100 a request, and answers from memory: fewer requests than lookups, and
 * social identities are found as well.
 */
export const readHolders = async ({
  send,
  isUsernameCaseSensitive,
  signal,
}: HolderOptions): Promise<HolderSource> => {
  const holders = new Map<string, Holder[]>()
  const keyOf = (field: IdentifierField, value: string): string =>
    `${field} ${foldIdentifier(field, value, isUsernameCaseSensitive)}`
  const add = (key: string, holder: Holder): void => {
    const present = holders.get(key)
    if (present === undefined) holders.set(key, [holder])
    else present.push(holder)
  }
  for await (const page of listUsers(send, '', signal)) {
    for (const full of page) {
      const user = leaveOutDetails(full)
      for (const field of identifierFields) {
        const value = user[field]
        if (value !== null) add(keyOf(field, value), { field, user })
      }
      for (const [target, { userId }] of Object.entries(full.identities)) {
        add(`identity ${target}:${userId}`, { field: 'identity', user })
      }
    }
  }

  const findOne = ({ create, identities }: UserPlan): Holder[] => {
    const keys = identities.map(({ target, userId }) => `identity ${target}:${userId}`)
    for (const field of identifierFields) {
      const value = create[field]
      if (value !== undefined) keys.push(keyOf(field, value))
    }
    return keys.flatMap((key) => holders.get(key) ?? [])
  }
  return { findsIdentities: true, find: (plans) => Promise.resolve(plans.map(findOne)) }
}

/** What tells who a user is; the rest can be a megabyte. */
const leaveOutDetails = (user: LogtoUser): LogtoUser => ({
  ...user,
  avatar: null,
  profile: {},
  identities: {},
  customData: { migratedFrom: user.customData['migratedFrom'] },
})
