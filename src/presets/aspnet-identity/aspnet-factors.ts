import type { JsonObject } from '../../source/source-record.js'
import type { PresetContext, RelatedFile } from '../preset.js'
import type { UserRecord } from '../user-record.js'
import { pickCell } from '../vocabulary/cells/pick-cell.js'
import { putTotp } from '../vocabulary/put-totp.js'
import { readBoolean } from '../vocabulary/cells/read-boolean.js'
import { readText } from '../vocabulary/cells/read-text.js'
import { userIdOf } from './user-id-of.js'

const nameOf = (row: JsonObject): string | undefined => readText(pickCell(row, 'Name', 'name'))

/** Besides second factors the table holds access tokens of external logins; those are not read. */
export const aspnetTokens: RelatedFile = {
  name: 'tokens',
  title: 'Table AspNetUserTokens',
  keysOf: (row) => {
    const name = nameOf(row)
    return name === 'AuthenticatorKey' || name === 'RecoveryCodes' ? userIdOf(row) : []
  },
  reduce: (row) => {
    const name = nameOf(row) ?? null
    return name === 'AuthenticatorKey'
      ? { name, value: pickCell(row, 'Value', 'value') ?? null }
      : { name, value: null }
  },
}

/** A key exists from the moment the page is opened; it counts only when `TwoFactorEnabled` says so. */
export const putAspnetFactors = (
  user: UserRecord,
  record: JsonObject,
  id: string | undefined,
  { related }: PresetContext,
): void => {
  if (readBoolean(pickCell(record, 'TwoFactorEnabled', 'twoFactorEnabled')) !== true) return
  const rows = id === undefined ? [] : related('tokens', id)
  const key = rows.find(({ name }) => name === 'AuthenticatorKey')?.['value']
  if (readText(key) !== undefined) putTotp(user, key)
  else {
    const detail = 'Two-factor sign-in is on without an authenticator key: codes by SMS or e-mail.'
    user.losses.push({ kind: 'second_factor', detail })
  }
  if (rows.some(({ name }) => name === 'RecoveryCodes')) {
    const detail = 'Recovery codes have another form than those of Logto.'
    user.losses.push({ kind: 'backup_codes', detail })
  }
}
