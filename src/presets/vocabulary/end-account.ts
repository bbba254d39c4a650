import type { UserRecord } from '../user-record.js'
import { isForEver } from './suspend-until.js'

/**
 * An account that has ended comes suspended; one that will is named, because in Logto none ends by itself.
 *
 * @param field what the source calls the moment
 * @param end as `readTimestamp` gives it; undefined: never
 * @param nowMs undefined: no end has come yet
 */
export const endAccount = (
  user: UserRecord,
  field: string,
  end: string | undefined,
  nowMs: number | undefined,
): void => {
  if (end === undefined || isForEver(end)) return
  if (nowMs !== undefined && Date.parse(end) <= nowMs) {
    user.isSuspended = true
    return
  }
  user.warnings ??= []
  user.warnings.push({
    code: 'account_ends',
    field,
    message: `${field}: in the source the account ends at ${end}; in Logto somebody has to suspend it then.`,
  })
}
