import { foldName } from './fold-name.js'
import { listNames } from './list-names.js'
import type { ColumnTarget } from './resolve-column.js'

const fold = (names: string): readonly string[] => listNames(names).map(foldName)

const providers: ReadonlySet<string> = new Set(
  fold(`provider, auth_provider, oauth_provider, social_provider, login_provider, identity_provider, sso_provider, provider_name, social_network, social_type,
    social_login_provider, authentication_provider, idp`),
)

const userIds: ReadonlySet<string> = new Set(
  fold(`provider_id, provider_user_id, provider_uid, provider_account_id, provider_subject, provider_sub, oauth_id, oauth_uid, oauth_user_id, social_id, social_uid,
    social_user_id, idp_id, idp_user_id, sso_id, auth_provider_id, external_user_id`),
)

/**
 * Makes one social account of a column that names the provider and one that holds the id there; neither means anything without the
 * other. `uid` is the id there beside a column `id`.
 */
export const findPair = (
  keys: readonly string[],
  targets: (ColumnTarget | undefined)[],
  isMapped: (column: string) => boolean,
): void => {
  const find = (names: ReadonlySet<string>): number =>
    keys.findIndex((key, index) => targets[index] !== undefined && !isMapped(key) && names.has(foldName(key)))
  const provider = find(providers)
  if (provider < 0) return
  const hasId = keys.some((key) => foldName(key) === 'id')
  const known = find(userIds)
  const userId = known < 0 && hasId ? find(new Set(['uid'])) : known
  if (userId < 0) return
  targets[provider] = { path: ['identityProvider'], rank: 0 }
  targets[userId] = { path: ['identityUserId'], rank: 0 }
}
