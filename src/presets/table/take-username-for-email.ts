import type { UserRecord } from '../user-record.js'

/**
 * Applications that sign in by address keep it in the column of the username. Nobody has verified such an
 * address, so it does not become a trusted one by itself.
 *
 * @param isProved where a column says so of the record's address
 */
export const takeUsernameForEmail = (user: UserRecord, isProved = false): void => {
  const { username } = user
  if (typeof username !== 'string' || !/^[^\s@]+@(?=[^\s@]+$).+\../.test(username)) return
  if (user.primaryEmail === undefined) {
    user.primaryEmail = username
    user.emailVerified ??= isProved
  } else if (user.primaryEmail.toLowerCase() !== username.toLowerCase()) return
  user.username = undefined
}
