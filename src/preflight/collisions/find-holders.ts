import type { Send } from '../../logto/http/api-call.js'
import { findUsers } from '../../logto/search/find-users.js'
import type { LogtoUser } from '../../logto/calls/user.js'
import type { UserPlan } from '../../plan/user-plan.js'

export type HeldField = IdentifierField | 'identity'

/** A user of the target who has an identifier of the plan. */
export interface Holder {
  field: HeldField
  user: LogtoUser
}

export interface HolderSource {
  /** Whether holders of social identities are found as well. */
  findsIdentities: boolean
  /** For each plan, in order, whoever has one of its identifiers. */
  find(plans: readonly UserPlan[]): Promise<Holder[][]>
}

export interface HolderOptions {
  send: Send
  /** Of the tenant. E-mail addresses are the same in any case. */
  isUsernameCaseSensitive: boolean
  signal: AbortSignal
}

export const identifierFields = ['primaryEmail', 'primaryPhone', 'username', 'id'] as const
export type IdentifierField = (typeof identifierFields)[number]

/** Text under which two spellings of an identifier are one to the tenant. */
export const foldIdentifier = (
  field: IdentifierField,
  value: string,
  isUsernameCaseSensitive: boolean,
): string =>
  field === 'primaryEmail' || (field === 'username' && !isUsernameCaseSensitive) ? value.toLowerCase() : value

/**
 * Asks the target for e-mail addresses, phone numbers, usernames and kept ids, up to 100 a request. Logto cannot search social
 * identities.
 */
export const createHolderLookup = (options: HolderOptions): HolderSource => ({
  findsIdentities: false,
  find: async (plans) => {
    const found: Holder[][] = plans.map(() => [])
    await Promise.all(identifierFields.map((field) => lookUpField(field, plans, found, options)))
    return found
  },
})

const lookUpField = async (
  field: IdentifierField,
  plans: readonly UserPlan[],
  found: Holder[][],
  { send, isUsernameCaseSensitive, signal }: HolderOptions,
): Promise<void> => {
  const fold = (value: string): string => foldIdentifier(field, value, isUsernameCaseSensitive)
  const holders = new Map<string, Holder[]>()
  for (const { create } of plans) {
    const value = create[field]
    if (value !== undefined) holders.set(fold(value), [])
  }
  if (holders.size === 0) return
  const isCaseSensitive =
    field === 'primaryPhone' || field === 'id' || (field === 'username' && isUsernameCaseSensitive)
  for (const user of await findUsers(send, field, holders.keys(), { isCaseSensitive }, signal)) {
    const value = user[field]
    if (value !== null) holders.get(fold(value))?.push({ field, user })
  }
  for (const [index, { create }] of plans.entries()) {
    const value = create[field]
    if (value === undefined) continue
    for (const holder of holders.get(fold(value)) ?? []) found[index]?.push(holder)
  }
}
