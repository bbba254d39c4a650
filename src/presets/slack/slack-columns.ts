import type { JsonObject, JsonValue } from '../../source/source-record.js'
import { setPath } from '../vocabulary/cells/set-path.js'

/** Columns of the member list and where `users.list` has the same. */
const columns = new Map<string, readonly string[]>([
  ['userid', ['id']],
  ['username', ['name']],
  ['email', ['profile', 'email']],
  ['fullname', ['profile', 'real_name']],
  ['displayname', ['profile', 'display_name']],
  ['has-2fa', ['has_2fa']],
  ['has-sso', ['has_sso']],
  ['billing-active', ['billing_active']],
  ['expiration-timestamp', ['guest_expires_at']],
])

/** A row of the member list as the API has the member; anything else stays as it is. */
export const renameSlackColumns = (record: JsonObject): JsonObject => {
  if (!('userid' in record) || !('fullname' in record)) return record
  const member: JsonObject = {}
  for (const column of Object.keys(record)) {
    const value: JsonValue = record[column] ?? null
    setPath(member, columns.get(column.trim().toLowerCase()) ?? [column], value)
  }
  return member
}
