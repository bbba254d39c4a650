import type { JsonObject } from '../../source/source-record.js'
import { userRows } from '../declare/user-rows.js'
import type { PresetContext } from '../preset.js'
import type { UserRecord } from '../user-record.js'
import { putTotp } from '../vocabulary/put-totp.js'
import { readJoinedRows } from '../vocabulary/read-joined-rows.js'
import { readText } from '../vocabulary/cells/read-text.js'

export const nhostKeys = userRows(
  'keys',
  'Table auth.user_security_keys: user_id, nickname',
  ['user_id'],
  ['nickname'],
)

/** From this length on a secret is encrypted; Hasura Auth tells them apart in the same way. */
const encryptedLength = 64

export const putNhostFactors = (user: UserRecord, record: JsonObject, context: PresetContext): void => {
  const type = readText(record['active_mfa_type'])
  if (type === 'totp') {
    const secret = readText(record['totp_secret'])
    if (secret === undefined || secret.length >= encryptedLength) {
      const detail = 'The TOTP secret is encrypted or not exported; people enrol again.'
      user.losses.push({ kind: 'totp', detail })
    } else putTotp(user, secret)
  } else if (type !== undefined) {
    user.losses.push({ kind: 'second_factor', detail: 'Codes by SMS have to be set up again.' })
  }
  for (const _key of readJoinedRows(record, 'security_keys', context, 'keys', user.id)) {
    user.losses.push({ kind: 'passkey', detail: 'A passkey belongs to the address of the old site.' })
  }
}
