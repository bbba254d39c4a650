import { userRows } from '../declare/user-rows.js'
import type { PresetContext } from '../preset.js'
import type { UserRecord } from '../user-record.js'
import { readBoolean } from '../vocabulary/cells/read-boolean.js'
import { readText } from '../vocabulary/cells/read-text.js'
import { readTimestamp } from '../vocabulary/cells/read-timestamp.js'

/** The table `oc_preferences`: settings of apps, one row each. */
export const nextcloudPreferences = userRows(
  'preferences',
  'Table oc_preferences: userid, appid, configkey, configvalue',
  ['userid'],
  ['appid', 'configkey', 'configvalue'],
)

export const putNextcloudPreferences = (user: UserRecord, { related }: PresetContext): void => {
  if (user.id === undefined) return
  for (const row of related('preferences', user.id)) {
    const value = readText(row['configvalue'])
    switch (`${readText(row['appid'])}.${readText(row['configkey'])}`) {
      case 'settings.email':
        user.primaryEmail ??= value
        break
      case 'core.enabled':
        user.isSuspended ??= readBoolean(value) !== true
        break
      case 'core.lang':
        user.profile.locale ??= value
        break
      case 'core.timezone':
        user.profile.zoneinfo ??= value
        break
      case 'login.lastLogin':
        user.migratedFrom.lastSignInAt ??= value === '0' ? undefined : readTimestamp(value)
        break
      default:
    }
  }
}
