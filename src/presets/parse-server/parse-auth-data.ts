import type { JsonObject } from '../../source/source-record.js'
import type { PresetContext } from '../preset.js'
import type { UserRecord } from '../user-record.js'
import { addPortableIdentity } from '../vocabulary/identities/add-portable-identity.js'
import { loseEnterpriseIdentity } from '../vocabulary/identities/lose-identity.js'
import { isFilledCell } from '../vocabulary/cells/pick-cell.js'
import { putTotp } from '../vocabulary/put-totp.js'
import { isObject, readArray, readObject } from '../vocabulary/cells/read-json-cell.js'
import { readText } from '../vocabulary/cells/read-text.js'

const enterpriseProviders: ReadonlySet<string> = new Set(['ldap', 'keycloak', 'oauth2', 'oauth'])

export const hasOwnPassword = (record: JsonObject): boolean => isFilledCell(record['hashedPassword'])

/** One entry per provider: its id and tokens, of which only the id is read. */
export const putParseAuthData = (user: UserRecord, record: JsonObject, context: PresetContext): void => {
  const authData = readObject(record['authData']) ?? {}
  for (const provider of Object.keys(authData)) {
    const entry = readObject(authData[provider])
    if (provider === 'mfa') putFactor(user, entry)
    else if (provider !== 'anonymous' && isObject(entry)) {
      const userId = readText(entry['id'])
      if (enterpriseProviders.has(provider) && !Object.hasOwn(context.connectors, provider)) {
        loseEnterpriseIdentity(user, { provider, userId })
      } else addPortableIdentity(user, { provider, userId }, context)
    }
  }
}

/** The adapter `mfa`: a secret for an app, or a number for codes by SMS; recovery codes are hashed. */
const putFactor = (user: UserRecord, factor: JsonObject | undefined): void => {
  putTotp(user, factor?.['secret'])
  if (readText(factor?.['mobile']) !== undefined) {
    user.losses.push({ kind: 'second_factor', detail: 'Codes by SMS must be set up again.' })
  }
  if ((readArray(factor?.['recovery']) ?? []).length > 0) {
    user.losses.push({ kind: 'backup_codes', detail: 'Parse hashes recovery codes; new ones must be made.' })
  }
}
