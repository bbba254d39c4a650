import type { UserRecord } from '../../presets/user-record.js'
import type { Findings } from '../findings.js'
import { readField } from '../checks/read-field.js'

export const longestAvatar = 2048

/** Addresses that the URL parser certainly takes; it decides about all others, at 20 times the time. */
const plainAddress = /^https?:\/\/(?:[a-z\d-]+\.)+[a-z]{2,24}(?:[/?#]|$)/i

export const planAvatar = (user: UserRecord, findings: Findings): string | undefined => {
  const avatar = readField(user.avatar, 'avatar', findings)
  if (avatar === undefined) return undefined
  if (avatar.length <= longestAvatar && isAddress(avatar)) return avatar
  findings.addWarning(
    'avatar_dropped',
    'avatar',
    `avatar: expected an absolute URL of at most ${longestAvatar} characters, got ` +
      (avatar.length > longestAvatar ? `one of ${avatar.length}; left out.` : 'something else; left out.'),
  )
  return undefined
}

/** Logto takes whatever the URL parser takes, `data:` and `ftp:` too. */
export const isAddress = (text: string): boolean =>
  (plainAddress.test(text) && !/xn--/i.test(text)) || URL.canParse(text)
