import { userRows } from '../declare/user-rows.js'
import type { PresetContext } from '../preset.js'
import type { UserRecord } from '../user-record.js'
import { readBoolean } from '../vocabulary/cells/read-boolean.js'
import { readText } from '../vocabulary/cells/read-text.js'

export const nextcloudGroups = userRows('groups', 'Table oc_group_user: uid, gid', ['uid'], ['gid'])

export const nextcloudFactors = userRows(
  'factors',
  'Table oc_twofactor_providers: uid, provider_id, enabled',
  ['uid'],
  ['provider_id', 'enabled'],
)

export const putNextcloudRows = (user: UserRecord, { related }: PresetContext): void => {
  if (user.id === undefined) return
  for (const row of related('groups', user.id)) {
    const group = readText(row['gid'])
    if (group !== undefined && !user.roles.includes(group)) user.roles.push(group)
  }
  for (const row of related('factors', user.id)) {
    if (readBoolean(row['enabled']) === true) loseFactor(user, readText(row['provider_id']) ?? 'unknown')
  }
}

const loseFactor = ({ losses }: UserRecord, provider: string): void => {
  if (provider === 'backup_codes') {
    losses.push({ kind: 'backup_codes', detail: 'Nextcloud hashes backup codes; new ones must be made.' })
  } else if (provider === 'u2f' || provider === 'webauthn') {
    losses.push({ kind: 'passkey', detail: 'Security keys must be enrolled again.' })
  } else {
    const detail = `The second factor ${provider} is encrypted with the server's key; people enrol again.`
    losses.push({ kind: 'second_factor', detail })
  }
}
