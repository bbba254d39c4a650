import type { JsonObject } from '../../source/source-record.js'
import type { PresetContext, RelatedFile } from '../preset.js'
import type { UserRecord } from '../user-record.js'
import { putTotp } from '../vocabulary/put-totp.js'
import { readObject, readObjects } from '../vocabulary/cells/read-json-cell.js'
import { readText } from '../vocabulary/cells/read-text.js'
import { keyedBy } from '../vocabulary/keyed-by.js'

/** The table `auth.mfa_factors`. */
export const factors: RelatedFile = {
  name: 'factors',
  title: 'Table auth.mfa_factors',
  keysOf: keyedBy('user_id'),
  reduce: ({ factor_type = null, status = null, secret = null }) => ({ factor_type, status, secret }),
}

export const putFactors = (user: UserRecord, record: JsonObject, context: PresetContext): void => {
  const joined = user.id === undefined ? [] : context.related('factors', user.id)
  for (const factor of joined.length > 0 ? joined : readObjects(record['factors'])) putFactor(user, factor)
}

const putFactor = (user: UserRecord, factor: JsonObject): void => {
  // An enrolment that was never finished is no factor.
  if (readText(factor['status']) === 'unverified') return
  const type = readText(factor['factor_type']) ?? 'unknown'
  const secret = readText(factor['secret'])
  if (type === 'webauthn') {
    user.losses.push({ kind: 'passkey', detail: 'Passkeys cannot be imported and must be enrolled again.' })
  } else if (type !== 'totp') {
    user.losses.push({ kind: 'second_factor', detail: `The second factor ${type} must be enrolled again.` })
  } else if (secret === undefined) {
    const detail = 'The TOTP secret is not in the file; give the table auth.mfa_factors as related file.'
    user.losses.push({ kind: 'totp', detail })
  } else if (readObject(secret) !== undefined) {
    const detail = "The TOTP secret is encrypted with GoTrue's database key; decrypt it first."
    user.losses.push({ kind: 'totp', detail })
  } else putTotp(user, secret)
}
