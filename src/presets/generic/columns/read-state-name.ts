/** What a column says about whether the account may be used. */
interface StateName {
  path: 'isActive' | 'isSuspended' | 'isDeleted' | 'suspendedUntil'
  rank: number
}

/** Words that may stand around the one that counts, folded together with it: `is_account_non_locked`. */
const around =
  '(?:is|has|was|been|user|users|account|accounts|acct|member|customer|login|logins|signin|logon|flag|status|currently)*'

const negated = '(?:not|non|un)?'

const off =
  'inactive|disabled|deactivated|suspended|blocked|banned|locked|lockedout|frozen|archived|restricted'
const on = 'active|enabled|activated|allowed'
const gone = 'deleted|removed|softdeleted|erased'

const offPattern = new RegExp(`^${around}(${negated})(?:${off})${around}$`)
const onPattern = new RegExp(`^${around}(${negated}|in)(?:${on})${around}$`)
const gonePattern = new RegExp(`^${around}(${negated})(?:${gone})${around}$`)
const offSince = new RegExp(`^${around}(?:${off})(?:at|on|date|time|since)$`)
const goneSince = new RegExp(`^${around}(?:${gone})(?:at|on|date|time|since)$`)
const offUntil = new RegExp(
  `^${around}(?:ban|banned|block|blocked|lock|locked|lockout|lockedout|suspended|suspension)(?:until|till|expires|expiresat|expiry|end|ends|endsat|enddate|enddateutc)$`,
)

/** Behind the names that are listed. */
const rank = 50

/**
 * What a name says that is made of the usual words: `login_disabled`, `not_active`, `accountNonLocked`, `blocksignin`.
 * Every letter must belong to one of them, so that `website_active` and `active_since` say nothing.
 *
 * @param name folded
 */
export const readStateName = (name: string): StateName | undefined => {
  if (name.length > 60) return undefined
  if (/^(?:block|deny|disable)(?:user)?(?:signin|login|logon|access|account)$/.test(name))
    return { path: 'isSuspended', rank }
  if (/^(?:can|may|allow)(?:user)?(?:signin|login|logon)$/.test(name)) return { path: 'isActive', rank }
  const offMatch = offPattern.exec(name)
  if (offMatch !== null) return { path: offMatch[1] === '' ? 'isSuspended' : 'isActive', rank }
  const onMatch = onPattern.exec(name)
  if (onMatch !== null) return { path: onMatch[1] === '' ? 'isActive' : 'isSuspended', rank }
  const goneMatch = gonePattern.exec(name)
  // Nobody says "not deleted" of a living account but by the opposite column.
  if (goneMatch !== null) return goneMatch[1] === '' ? { path: 'isDeleted', rank } : undefined
  if (offUntil.test(name)) return { path: 'suspendedUntil', rank }
  if (offSince.test(name)) return { path: 'isSuspended', rank }
  return goneSince.test(name) ? { path: 'isDeleted', rank } : undefined
}
