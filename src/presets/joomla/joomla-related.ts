import { userRows } from '../declare/user-rows.js'
import type { PresetContext } from '../preset.js'
import type { UserRecord } from '../user-record.js'
import { readText } from '../vocabulary/cells/read-text.js'

export const joomlaGroups = userRows(
  'groups',
  'Groups: user_id and title, from user_usergroup_map and usergroups',
  ['user_id'],
  ['title'],
)

export const joomlaFactors = userRows(
  'factors',
  'Joomla 4.2 and newer: user_id and method, from user_mfa',
  ['user_id'],
  ['method'],
)

/** Groups in which everybody is. */
const everybodys: ReadonlySet<string> = new Set(['Guest', 'Public', 'Registered'])

export const putJoomlaRelated = (user: UserRecord, context: PresetContext): void => {
  if (user.id === undefined) return
  for (const row of context.related('groups', user.id)) {
    const title = readText(row['title'])
    if (title !== undefined && !everybodys.has(title)) user.roles.push(title)
  }
  for (const row of context.related('factors', user.id)) {
    const method = readText(row['method'])
    if (method === 'totp') {
      const detail = 'The second factor is encrypted with the secret of the site; people enrol again.'
      user.losses.push({ kind: 'totp', detail })
    } else if (method === 'webauthn') {
      user.losses.push({ kind: 'passkey', detail: 'A passkey belongs to the address of the old site.' })
    } else if (method === 'backupcodes') {
      user.losses.push({ kind: 'backup_codes', detail: 'Backup codes are encrypted; new ones must be made.' })
    } else if (method !== undefined) {
      user.losses.push({
        kind: 'second_factor',
        detail: `The second factor ${method.slice(0, 40)} is none of Logto's.`,
      })
    }
  }
}
