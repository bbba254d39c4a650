import type { JsonObject, JsonValue } from '../../source/source-record.js'
import type { PresetContext } from '../preset.js'
import type { UserRecord } from '../user-record.js'
import { addPortableIdentity } from '../vocabulary/identities/add-portable-identity.js'
import { findConnectorTarget } from '../vocabulary/identities/connector-target.js'
import { loseEnterpriseIdentity, loseSocialIdentity } from '../vocabulary/identities/lose-identity.js'
import { losePassword } from '../vocabulary/lose-password.js'
import { putPassword } from '../vocabulary/put-password.js'
import { readText } from '../vocabulary/cells/read-text.js'

/** The API shows that there is a value, and not the value. */
export const isMasked = (value: JsonValue | undefined): boolean => /^\*+$/.test(readText(value)?.trim() ?? '')

/** `provider` is `default` for people with a password, else the name of the provider in the settings. */
export const putDirectusSignIn = (user: UserRecord, record: JsonObject, context: PresetContext): void => {
  const { password = null } = record
  if (isMasked(password) || !('password' in record)) {
    const isLocal = (readText(record['provider']) ?? 'default') === 'default'
    if (isLocal) losePassword(user, 'The API masks password hashes; export the table directus_users.')
  } else putPassword(user, 'directus', password, context.passwordParams)
  const provider = readText(record['provider'])
  if (provider !== undefined && provider !== 'default') putIdentity(user, provider, record, context)
}

/** Which id a provider is known by is a setting (`AUTH_…_IDENTIFIER_KEY`), and often it is the address. */
const putIdentity = (
  user: UserRecord,
  provider: string,
  record: JsonObject,
  context: PresetContext,
): void => {
  const userId = readText(record['external_identifier'])
  if (findConnectorTarget(provider) === undefined && !Object.hasOwn(context.connectors, provider)) {
    loseEnterpriseIdentity(user, { provider, userId })
  } else if (userId?.includes('@') === true) {
    loseSocialIdentity(
      user,
      { provider, userId },
      'Directus knows the person by address; Logto compares the id.',
    )
  } else addPortableIdentity(user, { provider, userId: userId ?? null }, context)
}
