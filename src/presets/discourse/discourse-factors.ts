import type { PresetContext, RelatedFile } from '../preset.js'
import type { UserRecord } from '../user-record.js'
import { putTotp } from '../vocabulary/put-totp.js'
import { readBoolean } from '../vocabulary/cells/read-boolean.js'
import { readText } from '../vocabulary/cells/read-text.js'
import { userIdOf } from './user-id-of.js'

export const discourseFactors: RelatedFile = {
  name: 'secondFactors',
  title: 'Table user_second_factors',
  keysOf: userIdOf,
  reduce: ({ method = null, data = null, enabled = null }) => ({
    method,
    enabled,
    data: readText(method) === '0' ? data : null,
  }),
}

export const discourseSecurityKeys: RelatedFile = {
  name: 'securityKeys',
  title: 'Table user_security_keys',
  keysOf: userIdOf,
  reduce: ({ enabled = null }) => ({ enabled }),
}

/** Method 0 is TOTP, 1 and others are hashed backup codes, one row a code. */
export const putDiscourseFactors = (
  user: UserRecord,
  id: string | undefined,
  { related }: PresetContext,
): void => {
  if (id === undefined) return
  let hasBackupCodes = false
  for (const { method, data, enabled } of related('secondFactors', id)) {
    if (readBoolean(enabled) === false) continue
    if (readText(method) === '0') putTotp(user, data)
    else hasBackupCodes = true
  }
  if (hasBackupCodes) {
    user.losses.push({ kind: 'backup_codes', detail: 'Backup codes are hashed and cannot be carried over.' })
  }
  if (related('securityKeys', id).some(({ enabled }) => readBoolean(enabled) !== false)) {
    user.losses.push({ kind: 'passkey', detail: 'Security keys and passkeys must be enrolled again.' })
  }
}
