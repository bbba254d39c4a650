import type { JsonObject } from '../../source/source-record.js'
import type { PresetContext, RelatedFile } from '../preset.js'
import type { UserRecord } from '../user-record.js'
import { pickCell } from '../vocabulary/cells/pick-cell.js'
import { readBoolean } from '../vocabulary/cells/read-boolean.js'
import { userIdOf } from './user-id-of.js'

export const betterAuthTwoFactors: RelatedFile = {
  name: 'twoFactors',
  title: 'Table twoFactor',
  keysOf: userIdOf,
  reduce: () => ({}),
}

export const betterAuthPasskeys: RelatedFile = {
  name: 'passkeys',
  title: 'Table passkey',
  keysOf: userIdOf,
  reduce: () => ({}),
}

/**
 * Nothing of these can be carried over: secrets are encrypted with the application's key, and behind that the
 * TOTP key has 32 bytes, more than Logto takes.
 */
export const loseBetterAuthFactors = (
  user: UserRecord,
  record: JsonObject,
  id: string | undefined,
  { related }: PresetContext,
): void => {
  const isEnabled = readBoolean(pickCell(record, 'twoFactorEnabled', 'two_factor_enabled'))
  const hasRow = id !== undefined && related('twoFactors', id).length > 0
  // Without the column of the plugin a row is all there is to go by; with it, a row may be half an enrolment.
  if (isEnabled === true || (isEnabled === undefined && hasRow)) {
    lose(user, 'totp', 'The TOTP key is encrypted and longer than the 20 bytes that Logto takes.')
    if (hasRow) lose(user, 'backup_codes', 'Backup codes are encrypted and have another form.')
  }
  if (id !== undefined && related('passkeys', id).length > 0) {
    lose(user, 'passkey', 'A passkey must be enrolled again.')
  }
}

const lose = (user: UserRecord, kind: string, detail: string): void => {
  user.losses.push({ kind, detail })
}
