import { createUserRecord } from '../../src/presets/create-user-record.js'
import type { UserRecord } from '../../src/presets/user-record.js'

/** A person with an id and a username, and whatever a test wants; `unknown` because `map()` may do anything. */
export const userWith = (fields: { [Field in keyof UserRecord]?: unknown } = {}): UserRecord => {
  const user = { ...createUserRecord(), id: 'u1', username: 'jane' }
  return Object.assign(user, fields)
}
