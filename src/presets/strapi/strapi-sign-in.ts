import type { JsonObject } from '../../source/source-record.js'
import type { PresetContext } from '../preset.js'
import type { UserRecord } from '../user-record.js'
import { loseSocialIdentity } from '../vocabulary/identities/lose-identity.js'
import { losePassword } from '../vocabulary/lose-password.js'
import { putPassword } from '../vocabulary/put-password.js'
import { readText } from '../vocabulary/cells/read-text.js'

/** `provider` names how the account began; of a social one Strapi keeps the name alone. */
export const putStrapiSignIn = (user: UserRecord, record: JsonObject, context: PresetContext): void => {
  const provider = readText(record['provider']) ?? 'local'
  if (provider !== 'local') {
    loseSocialIdentity(user, { provider }, 'Strapi keeps no id of the provider; Logto links by e-mail.')
  }
  if ('password' in record) putPassword(user, 'strapi', record['password'], context.passwordParams)
  else if (provider === 'local') {
    losePassword(user, 'The API of Strapi gives no password hashes out; export the table up_users.')
  }
}
