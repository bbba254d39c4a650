import type { JsonObject } from '../../source/source-record.js'
import type { PresetContext } from '../preset.js'
import type { UserRecord } from '../user-record.js'
import { addPortableIdentity } from '../vocabulary/identities/add-portable-identity.js'
import { loseEnterpriseIdentity } from '../vocabulary/identities/lose-identity.js'
import { losePassword } from '../vocabulary/lose-password.js'
import { putPassword } from '../vocabulary/put-password.js'
import { putTotp } from '../vocabulary/put-totp.js'
import { readBoolean } from '../vocabulary/cells/read-boolean.js'
import { readArray, readObject } from '../vocabulary/cells/read-json-cell.js'
import { readText } from '../vocabulary/cells/read-text.js'

/** Entries of `services` that are no identity: sessions, codes, and what is read by itself. */
const noIdentities: ReadonlySet<string> = new Set([
  'cloud',
  'email',
  'email2fa',
  'emailCode',
  'loginTokens',
  'password',
  'passwordHistory',
  'resume',
  'totp',
])

const signOn: ReadonlySet<string> = new Set(['cas', 'crowd', 'iframe', 'ldap', 'saml'])

/** Password, second factors and identities are all in `services`, an entry each. */
export const putRocketChatServices = (user: UserRecord, record: JsonObject, context: PresetContext): void => {
  const services = readObject(record['services'])
  if (services === undefined) {
    losePassword(
      user,
      'The REST API gives no password hashes out. Those of Rocket.Chat cannot be carried over anyway.',
    )
    return
  }
  const password = readObject(services['password'])
  putPassword(user, 'rocketchat', password?.['bcrypt'] ?? password?.['argon2'], context.passwordParams)
  putFactors(user, services)
  for (const [provider, value] of Object.entries(services)) {
    const service = readObject(value)
    if (service === undefined || noIdentities.has(provider)) continue
    const userId = readText(service['id']) ?? readText(service['uid'])
    if (signOn.has(provider)) loseEnterpriseIdentity(user, { provider, userId })
    // Tokens among the details are kept out as every secret is.
    else if (userId !== undefined) addPortableIdentity(user, { provider, userId, details: service }, context)
  }
}

const putFactors = (user: UserRecord, services: JsonObject): void => {
  const totp = readObject(services['totp'])
  if (readBoolean(totp?.['enabled']) === true) {
    putTotp(user, totp?.['secret'])
    if ((readArray(totp?.['hashedBackup']) ?? []).length > 0) {
      const detail = 'Backup codes are stored as hashes; new ones must be made.'
      user.losses.push({ kind: 'backup_codes', detail })
    }
  }
  if (readBoolean(readObject(services['email2fa'])?.['enabled']) === true) {
    const detail = 'The second factor by e-mail is a setting of Logto, not of the user.'
    user.losses.push({ kind: 'email_factor', detail })
  }
}
