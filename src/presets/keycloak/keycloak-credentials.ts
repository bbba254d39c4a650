import type { JsonObject } from '../../source/source-record.js'
import type { UserRecord } from '../user-record.js'
import { losePassword } from '../vocabulary/lose-password.js'
import { putPassword } from '../vocabulary/put-password.js'
import { putTotp } from '../vocabulary/put-totp.js'
import { readBoolean } from '../vocabulary/cells/read-boolean.js'
import { readObject, readObjects } from '../vocabulary/cells/read-json-cell.js'
import { readText } from '../vocabulary/cells/read-text.js'
import { checkTotpParameters } from '../vocabulary/totp-secret.js'

const nothing: JsonObject = {}

const noHashes =
  'Neither the Admin REST API nor an export from the console gives password hashes out; `kc.sh export --realm <name> --dir out --users different_files` does.'

/** Password, authenticator app, and what cannot be carried over. */
export const putCredentials = (user: UserRecord, record: JsonObject): void => {
  let hasPassword = false
  let hasTotp = false
  for (const credential of readObjects(record['credentials'])) {
    const type = readText(credential['type'])
    if (type === 'password') {
      if (!hasPassword) putKeycloakPassword(user, credential)
      hasPassword = true
    } else if (type === 'otp' || type === 'totp' || type === 'hotp') {
      hasTotp = true
      putOtp(user, credential, type)
    } else loseCredential(user, type)
  }
  if (!hasPassword) explainMissingPassword(user, record)
  if (!hasTotp && readBoolean(record['totp']) === true) {
    const detail = 'The file holds no TOTP secret; export with kc.sh, or the factor must be enrolled again.'
    user.losses.push({ kind: 'totp', detail })
  }
}

const putKeycloakPassword = (user: UserRecord, credential: JsonObject): void => {
  if (readBoolean(credential['temporary']) === true) user.isPasswordExpired = true
  const value = readText(credential['value'])
  const isPlain = value !== undefined && !('algorithm' in credential) && !('secretData' in credential)
  // Files written by hand for an import hold the password itself.
  if (isPlain) user.password = value
  else if ('secretData' in credential || 'hashedSaltedValue' in credential || value !== undefined) {
    putPassword(user, 'keycloak', credential, nothing)
  } else losePassword(user, noHashes)
}

const explainMissingPassword = (user: UserRecord, record: JsonObject): void => {
  if (readText(record['federationLink']) !== undefined) {
    losePassword(user, 'The password is kept by a user federation (LDAP, Kerberos), not by Keycloak.')
  } else if ('email_constraint' in record || 'realm_id' in record) {
    losePassword(
      user,
      'The table user_entity has no hashes: give the table credential as related.credentials.',
    )
  } else if (!('credentials' in record) && !('federatedIdentities' in record)) {
    losePassword(user, noHashes)
  }
}

/** The key is the text of `value` itself, unless the credential says that it is base32. */
const putOtp = (user: UserRecord, credential: JsonObject, type: string): void => {
  const data = readObject(credential['credentialData']) ?? credential
  const subType = readText(data['subType']) ?? (type === 'hotp' ? 'hotp' : 'totp')
  if (subType !== 'totp') {
    const detail = `The one-time password is counter-based (${subType}); Logto has none of that kind.`
    user.losses.push({ kind: 'totp', detail })
    return
  }
  const loss = checkTotpParameters({
    algorithm: readText(data['algorithm']),
    digits: readText(data['digits']),
    periodSeconds: readText(data['period']),
  })
  if (loss !== undefined) {
    user.losses.push({ kind: 'totp', detail: loss })
    return
  }
  const secret = readObject(credential['secretData']) ?? credential
  const isBase32 = readText(data['secretEncoding'])?.toUpperCase() === 'BASE32'
  putTotp(user, secret['value'], isBase32 ? 'base32' : 'text')
}

const loseCredential = (user: UserRecord, type: string | undefined): void => {
  if (type === undefined || type === 'password-history') return
  if (type.startsWith('webauthn')) {
    user.losses.push({ kind: 'passkey', detail: 'Passkeys cannot be imported and must be enrolled again.' })
  } else if (type === 'recovery-authn-codes') {
    user.losses.push({
      kind: 'backup_codes',
      detail: 'The recovery codes are hashed; new ones must be made.',
    })
  } else {
    user.losses.push({ kind: 'second_factor', detail: `The credential ${type} must be enrolled again.` })
  }
}
