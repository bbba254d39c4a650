import { userRows } from '../declare/user-rows.js'
import type { PresetContext } from '../preset.js'
import type { UserRecord } from '../user-record.js'
import { addPortableIdentity } from '../vocabulary/identities/add-portable-identity.js'
import { readBoolean } from '../vocabulary/cells/read-boolean.js'
import { readText } from '../vocabulary/cells/read-text.js'
import { suspendUntil } from '../vocabulary/suspend-until.js'

export const phpbbGroups = userRows(
  'groups',
  'Groups: user_id, group_name, user_pending, from phpbb_user_group and phpbb_groups',
  ['user_id'],
  ['group_name', 'user_pending'],
)

export const phpbbBans = userRows(
  'bans',
  'Table phpbb_banlist: ban_userid, ban_end, ban_exclude, ban_reason (from 3.4 on phpbb_bans)',
  ['ban_userid', 'user_id'],
  ['ban_end', 'ban_exclude', 'ban_reason'],
)

export const phpbbIdentities = userRows(
  'identities',
  'Table phpbb_oauth_accounts: user_id, provider, oauth_provider_id',
  ['user_id'],
  ['provider', 'oauth_provider_id'],
)

/** Groups in which everybody is. */
const everybodys: ReadonlySet<string> = new Set([
  'BOTS',
  'GUESTS',
  'NEWLY_REGISTERED',
  'REGISTERED',
  'REGISTERED_COPPA',
])

export const putPhpbbRelated = (user: UserRecord, context: PresetContext): void => {
  if (user.id === undefined) return
  for (const row of context.related('groups', user.id)) {
    const name = readText(row['group_name'])
    const isMember = readBoolean(row['user_pending']) !== true
    if (name !== undefined && isMember && !everybodys.has(name)) user.roles.push(name)
  }
  for (const row of context.related('bans', user.id)) {
    // An exclusion spares the person from a wider ban; 0 is for ever.
    if (readBoolean(row['ban_exclude']) === true) continue
    const end = readText(row['ban_end'])
    user.migratedFrom['banReason'] ??= readText(row['ban_reason'])
    suspendUntil(user, end === '0' ? undefined : end, context.nowMs)
  }
  for (const row of context.related('identities', user.id)) {
    const provider = (readText(row['provider']) ?? 'unknown').replace(/^auth\.provider\.oauth\.service\./, '')
    addPortableIdentity(user, { provider, userId: row['oauth_provider_id'] }, context)
  }
}
