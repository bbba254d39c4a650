import type { JsonObject } from '../../source/source-record.js'
import type { PresetContext, RelatedFile } from '../preset.js'
import type { UserRecord } from '../user-record.js'
import { addPortableIdentity } from '../vocabulary/identities/add-portable-identity.js'
import { loseSocialIdentity } from '../vocabulary/identities/lose-identity.js'
import { readObject } from '../vocabulary/cells/read-json-cell.js'
import { readText } from '../vocabulary/cells/read-text.js'
import { findUserRows, isModel, openDjangoRow, readUserKeys } from './django-row.js'

export const djangoSocialAccounts: RelatedFile = {
  name: 'socialAccounts',
  title: 'Social accounts of django-allauth or social-auth-app-django',
  keysOf: (row) => {
    const { model, fields } = openDjangoRow(row)
    const isOne = isModel(model, 'socialaccount.socialaccount', 'social_django.usersocialauth')
    return isOne && 'provider' in fields && 'uid' in fields ? readUserKeys(fields) : []
  },
  reduce: (row) => {
    const { provider = null, uid = null, extra_data } = openDjangoRow(row).fields
    const extra = readObject(extra_data)
    return { provider, uid, details: readDetails(extra), unionid: extra?.['unionid'] ?? null }
  },
}

/** `extra_data` holds access tokens as well; only what describes the person is kept. */
const readDetails = (extra: JsonObject | undefined): JsonObject => {
  const details: JsonObject = {}
  for (const key of ['email', 'name', 'login', 'username', 'picture', 'avatar_url']) {
    const text = readText(extra?.[key])
    if (text !== undefined) details[key] = text
  }
  return details
}

const renamed = new Map<string, string>([
  ['twitter_oauth2', 'twitter'],
  ['twitter-oauth2', 'twitter'],
  ['linkedin-openidconnect', 'linkedin'],
  ['apple-id', 'apple'],
])

export const putDjangoSocialAccounts = (
  user: UserRecord,
  fields: JsonObject,
  id: string | undefined,
  context: PresetContext,
): void => {
  for (const row of findUserRows(context, 'socialAccounts', id, fields)) {
    const connection = readText(row['provider']) ?? 'unknown'
    const provider = renamed.get(connection) ?? connection
    const uid = readText(row['uid'])
    // social-auth-app-django takes the address for Google's id unless it is told otherwise.
    if (provider === 'google-oauth2' && uid?.includes('@') === true) {
      loseSocialIdentity(user, { provider, userId: uid }, 'the source kept the address in place of the id.')
      continue
    }
    const isWechat = provider === 'weixin' || provider === 'wechat'
    const userId = isWechat ? (readText(row['unionid']) ?? uid) : uid
    const details = readObject(row['details'])
    const described = details !== undefined && Object.keys(details).length > 0 ? { details } : {}
    addPortableIdentity(user, { provider, connection, userId, ...described }, context)
  }
}
