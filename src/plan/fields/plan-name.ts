import type { UserRecord } from '../../presets/user-record.js'
import type { Findings } from '../findings.js'
import { readField } from '../checks/read-field.js'

/**
 * UTF-16 units. The database counts characters, so Logto stores 65 emoji, and then answers 500 for that user
 * and for every list page that holds them.
 */
export const longestName = 128

export const planName = (user: UserRecord, findings: Findings): string | undefined => {
  const name = readField(user.name, 'name', findings)
  if (name === undefined || name.length <= longestName) return name
  findings.addFact('name', name)
  findings.addWarning(
    'name_cut',
    'name',
    `name: expected at most ${longestName} characters (UTF-16 units), got ${name.length}; ` +
      'cut, the full name is in customData.migratedFrom.name.',
  )
  return cutText(name, longestName)
}

/** The beginning of a text, without half a surrogate pair at its end. */
export const cutText = (text: string, longest: number): string => {
  const last = text.charCodeAt(longest - 1)
  const isHighSurrogate = last >= 0xd800 && last < 0xdc00
  return text.slice(0, isHighSurrogate ? longest - 1 : longest)
}
