import type { JsonObject } from '../../source/source-record.js'
import type { UserRecord } from '../user-record.js'
import { pickCell } from '../vocabulary/pick-cell.js'
import { putTotp } from '../vocabulary/put-totp.js'
import { readBoolean } from '../vocabulary/read-boolean.js'
import { isObject, readArray, readObject } from '../vocabulary/read-json-cell.js'

/** Speakeasy's object has the key in several encodings, otplib's is base32 text. */
export const putMongooseFactors = (user: UserRecord, record: JsonObject): void => {
  const isEnabled = readBoolean(
    pickCell(record, 'twoFactorEnabled', 'isTwoFactorEnabled', 'twoFAEnabled', 'mfaEnabled', 'is2FAEnabled'),
  )
  // A secret is stored before the first code is confirmed.
  if (isEnabled !== false) {
    const meteor = readObject(readObject(record['services'])?.['twoFactorAuthentication'])
    const secret =
      pickCell(record, 'twoFactorSecret', 'totpSecret', 'twoFASecret', 'mfaSecret', 'otpSecret') ??
      meteor?.['secret']
    putTotp(user, isObject(secret) ? secret['base32'] : secret)
  }
  const codes = readArray(pickCell(record, 'backupCodes', 'recoveryCodes', 'twoFactorBackupCodes'))
  if (codes !== undefined && codes.length > 0) {
    user.losses.push({ kind: 'backup_codes', detail: 'Backup codes have another form than those of Logto.' })
  }
}
