import type { JsonObject } from '../../source/source-record.js'
import type { PresetContext } from '../preset.js'
import type { UserRecord } from '../user-record.js'
import { keepIdentity } from '../vocabulary/identities/keep-identity.js'
import { isObject, readObjects } from '../vocabulary/cells/read-json-cell.js'
import { readBoolean } from '../vocabulary/cells/read-boolean.js'
import { readText } from '../vocabulary/cells/read-text.js'

/** One entry of `identities`, or what `user_id` alone says where an export has none. */
export interface Auth0Identity {
  provider: string
  connection?: string
  userId: string | undefined
  isSocial: boolean | undefined
  details?: JsonObject
}

export const readIdentities = (record: JsonObject, id: string | undefined): Auth0Identity[] => {
  const identities = readObjects(record['identities']).map(readIdentity)
  if (identities.length > 0 || id === undefined) return identities
  const separator = id.indexOf('|')
  const connection = readText(record['connection'])
  return separator < 0
    ? []
    : [
        {
          provider: id.slice(0, separator),
          ...(connection === undefined ? {} : { connection }),
          userId: id.slice(separator + 1),
          isSocial: undefined,
        },
      ]
}

const readIdentity = (entry: JsonObject): Auth0Identity => {
  const connection = readText(entry['connection'])
  const details = entry['profileData']
  return {
    provider: readText(entry['provider']) ?? '',
    ...(connection === undefined ? {} : { connection }),
    userId: readText(entry['user_id']),
    isSocial: readBoolean(entry['isSocial']),
    ...(isObject(details) ? { details } : {}),
  }
}

/** Database users and passwordless ones: what they sign in with is on the user itself. */
export const isLocal = ({ provider }: Auth0Identity): boolean =>
  provider === 'auth0' || provider === 'sms' || provider === 'email' || provider === ''

const enterpriseProviders: ReadonlySet<string> = new Set([
  'ad',
  'adfs',
  'auth0-adldap',
  'google-apps',
  'ip',
  'mscrm',
  'office365',
  'oidc',
  'okta',
  'pingfederate',
  'samlp',
  'sharepoint',
  'waad',
])

/** Connectors that the operator has mapped are no longer enterprise ones to us. */
export const isEnterprise = (
  { provider, connection, isSocial }: Auth0Identity,
  { connectors }: PresetContext,
): boolean =>
  isSocial !== true &&
  enterpriseProviders.has(provider) &&
  !Object.hasOwn(connectors, provider) &&
  !(connection !== undefined && Object.hasOwn(connectors, connection))

/** Logto links these by e-mail at the first single sign-on; nothing can write them. */
export const addEnterpriseIdentity = (user: UserRecord, identity: Auth0Identity): void => {
  keepIdentity(user, identity)
  user.losses.push({
    kind: 'enterprise_identity',
    detail: `The ${identity.provider} identity cannot be imported; Logto links it by e-mail at the first single sign-on.`,
  })
}
