import type { HashParams } from '../../password/hash-params.js'
import type { JsonObject } from '../../source/source-record.js'
import type { FieldReader } from '../declare/preset-table.js'
import type { UserRecord } from '../user-record.js'
import { losePassword } from '../vocabulary/lose-password.js'
import { putPassword } from '../vocabulary/put-password.js'
import { readText } from '../vocabulary/cells/read-text.js'

/** `passwordType` names the function; where it is missing, the organization's setting decided and is not here. */
export const putCasdoorPassword: FieldReader = (user, value, { passwordParams }, record) => {
  const stored = readText(value)
  if (stored === undefined) return false
  if (/^\*+$/.test(stored)) {
    losePassword(
      user,
      'The API of Casdoor masks passwords; read password and password_salt from the table user.',
    )
    return true
  }
  const type = readText(record['passwordType']) ?? ''
  if (type === 'plain') user.password = stored
  else {
    const salt = readText(record['passwordSalt']) ?? organizationSalt(type, passwordParams)
    if (salt === undefined) refuse(user, 'missing_parameters', askForSalt)
    else if (salt !== '' && digests.has(type)) {
      const name = digests.get(type)
      putPassword(user, 'custom', stored, {
        ...passwordParams,
        algorithm: `${name}(${name}($pass)+$salt)`,
        salt,
      })
    } else putPassword(user, 'generic', stored, { ...passwordParams, ...parametersOf(type, salt) })
  }
  return true
}

/** With a salt these hash the hex of an unsalted hash, together with it. */
const digests = new Map([
  ['salt', 'sha256'],
  ['sha512-salt', 'sha512'],
  ['md5-salt', 'md5'],
])

/** The salt of these is the organization's, which rows of older versions do not repeat. */
const organizationWide: ReadonlySet<string> = new Set(['salt', 'sha512-salt'])

const organizationSalt = (type: string, { organizationSalt: given }: HashParams): string | undefined => {
  if (!organizationWide.has(type)) return ''
  return typeof given === 'string' ? given : undefined
}

const askForSalt =
  "The hash may be salted with the organization's passwordSalt; where that is empty, set password.params.organizationSalt to ''."

const parametersOf = (type: string, salt: string): JsonObject => {
  const algorithm = digests.get(type)
  if (algorithm !== undefined) return { algorithm }
  if (type !== 'pbkdf2-salt') return {}
  return {
    family: 'pbkdf2',
    digest: 'sha256',
    iterations: 27_500,
    salt,
    saltEncoding: 'base64',
    hashEncoding: 'base64',
  }
}

const refuse = (user: UserRecord, reason: string, message: string): void => {
  user.unconvertiblePassword = { reason, message }
  user.losses.push({ kind: 'password', detail: message, reason })
}
