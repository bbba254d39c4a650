import type { JsonObject } from '../../source/source-record.js'
import type { PresetContext } from '../preset.js'
import type { UserRecord } from '../user-record.js'
import { losePassword } from '../vocabulary/lose-password.js'
import { putPassword } from '../vocabulary/put-password.js'
import { putTotp } from '../vocabulary/put-totp.js'
import { readBoolean } from '../vocabulary/cells/read-boolean.js'
import { readObject } from '../vocabulary/cells/read-json-cell.js'
import { readText } from '../vocabulary/cells/read-text.js'
import { putProviders } from './kratos-identities.js'

/** Credentials by type; the API gives `config` only for the types that were asked for. */
export const putCredentials = (user: UserRecord, credentials: JsonObject, context: PresetContext): void => {
  for (const type of Object.keys(credentials)) {
    const credential = readObject(credentials[type])
    if (credential === undefined) continue
    const config = readObject(credential['config'])
    switch (type) {
      case 'password':
        putKratosPassword(user, config, context)
        break
      case 'oidc':
      case 'saml':
        putProviders(user, type, credential, config, context)
        break
      case 'totp':
        putKratosTotp(user, config)
        break
      case 'lookup_secret': {
        const detail =
          'Kratos recovery codes do not have the form that Logto asks for; new ones must be made.'
        user.losses.push({ kind: 'backup_codes', detail })
        break
      }
      case 'webauthn':
      case 'passkey':
        user.losses.push({
          kind: 'passkey',
          detail: 'Passkeys cannot be imported and must be enrolled again.',
        })
        break
      // `code` and `link_recovery` send something to an address that the user has.
    }
  }
}

const putKratosPassword = (
  user: UserRecord,
  config: JsonObject | undefined,
  { passwordParams }: PresetContext,
): void => {
  const hash = readText(config?.['hashed_password'])
  if (hash !== undefined) putPassword(user, 'kratos', hash, passwordParams)
  else if (readBoolean(config?.['use_password_migration_hook']) === true) {
    losePassword(user, 'The password is still with the system before Kratos (password migration hook).')
  } else losePassword(user, 'The file holds no hash; ask for it with include_credential=password.')
}

const putKratosTotp = (user: UserRecord, config: JsonObject | undefined): void => {
  const url = readText(config?.['totp_url'])
  if (url !== undefined) putTotp(user, url, 'otpauth')
  else {
    const detail = 'The file holds no TOTP secret; ask for it with include_credential=totp.'
    user.losses.push({ kind: 'totp', detail })
  }
}
