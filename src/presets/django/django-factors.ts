import type { JsonObject } from '../../source/source-record.js'
import type { PresetContext, RelatedFile } from '../preset.js'
import type { UserRecord } from '../user-record.js'
import { putTotp } from '../vocabulary/put-totp.js'
import { readBoolean } from '../vocabulary/cells/read-boolean.js'
import { readObject } from '../vocabulary/cells/read-json-cell.js'
import { readText } from '../vocabulary/cells/read-text.js'
import { checkTotpParameters } from '../vocabulary/totp-secret.js'
import { findUserRows, isModel, openDjangoRow, readUserKeys } from './django-row.js'

const models = [
  'otp_totp.totpdevice',
  'otp_static.staticdevice',
  'otp_hotp.hotpdevice',
  'otp_email.emaildevice',
  'two_factor.phonedevice',
  'phonenumber.phonedevice',
  'otp_webauthn.webauthncredential',
  'mfa.authenticator',
]

export const djangoFactors: RelatedFile = {
  name: 'factors',
  title: 'Second factors of django-otp (otp_totp.totpdevice and its like) or allauth.mfa (mfa.authenticator)',
  keysOf: (row) => {
    const { model, fields } = openDjangoRow(row)
    return isModel(model, ...models) ? readUserKeys(fields) : []
  },
  reduce: (row) => {
    const { model, fields } = openDjangoRow(row)
    const { key = null, step = null, t0 = null, digits = null, confirmed = null, type = null } = fields
    const secret = readObject(fields['data'])?.['secret'] ?? null
    return { model: model ?? null, key, step, t0, digits, confirmed, type, secret }
  },
}

export const putDjangoFactors = (
  user: UserRecord,
  fields: JsonObject,
  id: string | undefined,
  context: PresetContext,
): void => {
  for (const factor of findUserRows(context, 'factors', id, fields)) {
    // Enrolment was begun and never finished.
    if (readBoolean(factor['confirmed']) === false) continue
    putFactor(user, factor)
  }
}

const putFactor = (user: UserRecord, factor: JsonObject): void => {
  const kind = kindOf(factor)
  if (kind === 'totp') putTotp(user, factor['secret'])
  else if (kind === 'otp_totp.totpdevice') putTotpDevice(user, factor)
  else if (kind === 'recovery_codes' || kind === 'otp_static.staticdevice') {
    lose(user, 'backup_codes', 'Recovery codes have another form than those of Logto.')
  } else if (kind.includes('webauthn')) lose(user, 'passkey', 'A passkey must be enrolled again.')
  else lose(user, 'second_factor', `The second factor ${kind} must be enrolled again.`)
}

/** A table does not name its model: a key with a step is a TOTP device, a type is that of allauth. */
const kindOf = ({ model, type, key, step }: JsonObject): string => {
  const known = readText(type) ?? readText(model)
  if (known !== undefined) return known
  return readText(key) !== undefined && readText(step) !== undefined ? 'otp_totp.totpdevice' : 'unknown'
}

const putTotpDevice = (user: UserRecord, factor: JsonObject): void => {
  const start = readText(factor['t0'])
  const loss =
    start === undefined || Number(start) === 0
      ? checkTotpParameters({ digits: readText(factor['digits']), periodSeconds: readText(factor['step']) })
      : 'The TOTP factor counts from another moment than 1970.'
  if (loss === undefined) putTotp(user, factor['key'], 'hex')
  else lose(user, 'totp', loss)
}

const lose = (user: UserRecord, kind: string, detail: string): void => {
  user.losses.push({ kind, detail })
}
