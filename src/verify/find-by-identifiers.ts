import type { Send } from '../logto/http/api-call.js'
import { findUsers } from '../logto/search/find-users.js'
import type { LogtoUser } from '../logto/calls/user.js'

/** What a user of the target can be found by. */
export interface Identifiers {
  primaryEmail?: string | undefined
  primaryPhone?: string | undefined
  username?: string | undefined
  /** Where ids are kept. */
  id?: string | undefined
}

const fields = ['primaryEmail', 'primaryPhone', 'username', 'id'] as const

/**
 * The users of the target who hold one of the identifiers, by e-mail, then phone, then username, a hundred a
 * request. Whoever has none, or nobody holds it, is not in the answer.
 */
export const findByIdentifiers = async <Item>(
  send: Send,
  items: readonly Item[],
  identifiersOf: (item: Item) => Identifiers,
  signal?: AbortSignal,
  includePasswordHash = false,
): Promise<Map<Item, LogtoUser>> => {
  const found = new Map<Item, LogtoUser>()
  for (const field of fields) {
    const open = items.filter((item) => !found.has(item) && identifiersOf(item)[field] !== undefined)
    if (open.length === 0) continue
    const valueOf = (item: Item): string => identifiersOf(item)[field] ?? ''
    const isCaseSensitive = field !== 'primaryEmail'
    const options = { isCaseSensitive, includePasswordHash }
    const users = await findUsers(send, field, open.map(valueOf), options, signal)
    const byValue = new Map(users.map((user) => [fold(field, user[field] ?? ''), user]))
    for (const item of open) {
      const user = byValue.get(fold(field, valueOf(item)))
      if (user !== undefined) found.set(item, user)
    }
  }
  return found
}

/** Logto's e-mail addresses are unique whatever their case. */
const fold = (field: (typeof fields)[number], value: string): string =>
  field === 'primaryEmail' ? value.toLowerCase() : value
