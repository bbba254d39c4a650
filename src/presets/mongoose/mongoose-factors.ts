import type { UserRecord } from '../user-record.js'
import { putTotp } from '../vocabulary/put-totp.js'
import { readBoolean } from '../vocabulary/cells/read-boolean.js'
import { isObject, readArray, readObject } from '../vocabulary/cells/read-json-cell.js'
import type { DocumentFields } from './document-fields.js'

/** Speakeasy's object has the key in several encodings, otplib's is base32 text. */
export const putMongooseFactors = (user: UserRecord, fields: DocumentFields): void => {
  // A secret is stored before the first code is confirmed.
  if (readBoolean(fields.twoFactorEnabled) !== false) {
    const meteor = readObject(readObject(fields.services)?.['twoFactorAuthentication'])
    const secret = fields.twoFactorSecret ?? meteor?.['secret']
    putTotp(user, isObject(secret) ? secret['base32'] : secret)
  }
  const codes = fields.backupCodes === undefined ? undefined : readArray(fields.backupCodes)
  if (codes !== undefined && codes.length > 0) {
    user.losses.push({ kind: 'backup_codes', detail: 'Backup codes have another form than those of Logto.' })
  }
}
