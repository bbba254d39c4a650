import type { JsonObject } from '../../source/source-record.js'
import { userRows } from '../declare/user-rows.js'
import type { PresetContext } from '../preset.js'
import type { UserRecord } from '../user-record.js'
import { addPortableIdentity } from '../vocabulary/identities/add-portable-identity.js'
import { loseEnterpriseIdentity, loseSocialIdentity } from '../vocabulary/identities/lose-identity.js'
import { losePassword } from '../vocabulary/lose-password.js'
import { readText } from '../vocabulary/cells/read-text.js'

/** Its tokens are not read. */
export const giteaIdentities = userRows(
  'identities',
  'Table external_login_user: user_id, provider, external_id',
  ['user_id'],
  ['provider', 'external_id'],
)

export const giteaFactors = userRows(
  'factors',
  'Second factors: user_id and kind (totp or passkey), from two_factor and webauthn_credential',
  ['user_id', 'uid'],
  ['kind'],
)

/** `login_type` of accounts whose password another system checks. */
const otherSystems: ReadonlyMap<string, string> = new Map([
  ['2', 'ldap'],
  ['3', 'smtp'],
  ['4', 'pam'],
  ['5', 'ldap'],
  ['7', 'sspi'],
])

/** OAuth2 providers bear the name of their authentication source. */
export const putGiteaIdentities = (user: UserRecord, record: JsonObject, context: PresetContext): void => {
  const rows = user.id === undefined ? [] : context.related('identities', user.id)
  for (const row of rows) {
    const provider = readText(row['provider']) ?? 'unknown'
    addPortableIdentity(user, { provider, userId: row['external_id'] }, context)
  }
  const source = readText(record['login_source'] ?? record['source_id']) ?? '0'
  const system = otherSystems.get(readText(record['login_type']) ?? '')
  const userId = readText(record['login_name'])
  if (system !== undefined) loseEnterpriseIdentity(user, { provider: system, userId })
  else if (source !== '0' && rows.length === 0) {
    const why = 'which provider it is says the table external_login_user (source.related.identities).'
    loseSocialIdentity(user, { provider: `login source ${source}`, userId }, why)
  }
  if (!('passwd' in record) && source === '0') {
    losePassword(user, 'The API of Gitea gives no password hashes out; export the table user.')
  }
}

export const putGiteaFactors = (user: UserRecord, context: PresetContext): void => {
  for (const row of user.id === undefined ? [] : context.related('factors', user.id)) {
    if (readText(row['kind']) === 'passkey') {
      user.losses.push({ kind: 'passkey', detail: 'A passkey belongs to the address of the old site.' })
    } else {
      const detail = 'The TOTP secret is encrypted with the SECRET_KEY of the instance; people enrol again.'
      user.losses.push({ kind: 'totp', detail })
    }
  }
}
