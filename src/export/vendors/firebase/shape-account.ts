import type { JsonObject } from '../../../source/source-record.js'

/** What stands for a hash that the account may not read: REDACTED. */
const redacted = 'UkVEQUNURUQ='

/**
 * An account as `firebase auth:export` writes it. A version other than 0 is a hash of another algorithm, from an
 * import; its parameters are nowhere.
 */
export const shapeAccount = (account: JsonObject): JsonObject => {
  const { passwordHash, salt, ...rest } = account
  const isOwn = (account['version'] ?? 0) === 0
  if (passwordHash === undefined || passwordHash === redacted || !isOwn) return rest
  return { ...rest, passwordHash, ...(salt === undefined ? {} : { salt }) }
}
