import type { FieldReader } from '../declare/preset-table.js'
import type { UserRecord } from '../user-record.js'
import { putPassword } from '../vocabulary/put-password.js'
import { readObject } from '../vocabulary/cells/read-json-cell.js'
import { readText } from '../vocabulary/cells/read-text.js'

/** A scheme as PingDS writes it, or IDM's own `$crypto` object: encrypted, or hashed with a salt of its own. */
export const putForgeRockPassword: FieldReader = (user, value, { passwordParams }) => {
  const crypto = readObject(readObject(value)?.['$crypto'])
  if (crypto === undefined) {
    putPassword(user, 'forgerock', value, passwordParams)
    return true
  }
  const stored = readObject(crypto['value'])
  const data = readText(stored?.['data'])
  if (readText(crypto['type']) === 'x-simple-encryption') {
    refuse(
      user,
      'encrypted_at_rest',
      'The password is encrypted with a key of IDM; decrypt it or export it from PingDS.',
    )
  } else if (data?.startsWith('$') === true) putPassword(user, 'generic', data, passwordParams)
  else {
    const name = readText(stored?.['algorithm'])?.slice(0, 40) ?? 'unknown'
    refuse(
      user,
      'unknown_hasher',
      `IDM hashed the password with ${name} and a salt of bytes; export it from PingDS.`,
    )
  }
  return true
}

const refuse = (user: UserRecord, reason: string, message: string): void => {
  user.unconvertiblePassword = { reason, message }
  user.losses.push({ kind: 'password', detail: message, reason })
}
