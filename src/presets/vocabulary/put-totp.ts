import type { JsonValue } from '../../source/source-record.js'
import type { UserRecord } from '../user-record.js'
import { readText } from './cells/read-text.js'
import { readTotpSecret, type TotpEncoding } from './totp-secret.js'

/** Adds an authenticator app to the user, or a loss that says why it must be enrolled again. */
export const putTotp = (user: UserRecord, value: JsonValue | undefined, encoding?: TotpEncoding): void => {
  const text = readText(value)
  if (text === undefined) return
  const result = readTotpSecret(text, encoding)
  if ('loss' in result) user.losses.push({ kind: 'totp', detail: result.loss })
  else if (user.mfa.some((factor) => factor.type === 'Totp')) {
    user.losses.push({ kind: 'totp', detail: 'A second TOTP factor: Logto holds one per user.' })
  } else user.mfa.push({ type: 'Totp', secret: result.secret })
}
