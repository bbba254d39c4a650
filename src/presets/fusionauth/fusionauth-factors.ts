import type { JsonObject } from '../../source/source-record.js'
import type { UserRecord } from '../user-record.js'
import { putTotp } from '../vocabulary/put-totp.js'
import { readBoolean } from '../vocabulary/cells/read-boolean.js'
import { readObject, readObjects } from '../vocabulary/cells/read-json-cell.js'
import { readList } from '../vocabulary/cells/read-list.js'
import { readText } from '../vocabulary/cells/read-text.js'
import { checkTotpParameters } from '../vocabulary/totp-secret.js'

/** `twoFactor.methods`, or the one secret of versions before 1.26. */
export const readFusionauthFactors = (user: UserRecord, record: JsonObject): void => {
  const { losses } = user
  const twoFactor = readObject(record['twoFactor'])
  for (const method of readObjects(twoFactor?.['methods'])) {
    const kind = readText(method['method']) ?? 'unknown'
    if (kind === 'authenticator') readAuthenticator(user, method)
    else losses.push({ kind: 'second_factor', detail: `The second factor ${kind} must be enrolled again.` })
  }
  const codes = readList(twoFactor?.['recoveryCodes'])
  if (codes.length > 0) user.mfa.push({ type: 'BackupCode', codes })
  const oldSecret = record['twoFactorSecret']
  if (readText(oldSecret) !== undefined) putTotp(user, oldSecret, 'base64')
  else if (readBoolean(record['twoFactorEnabled']) === true) losses.push(withheld)
}

const withheld = { kind: 'totp', detail: 'The API of FusionAuth gives no TOTP secrets out.' }

const readAuthenticator = (user: UserRecord, method: JsonObject): void => {
  const authenticator = readObject(method['authenticator'])
  const loss = checkTotpParameters({
    algorithm: readText(authenticator?.['algorithm']),
    digits: readText(authenticator?.['codeLength']),
    periodSeconds: readText(authenticator?.['timeStep']),
  })
  const base32 = method['secretBase32Encoded']
  if (loss !== undefined) user.losses.push({ kind: 'totp', detail: loss })
  else if (readText(base32) !== undefined) putTotp(user, base32)
  else if (readText(method['secret']) !== undefined) putTotp(user, method['secret'], 'base64')
  else user.losses.push(withheld)
}
