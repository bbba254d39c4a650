import type { JsonObject } from '../../source/source-record.js'
import { declarePreset } from '../declare/declare-preset.js'
import { skipWhenTrue } from '../declare/skip-rules.js'
import { unread } from '../declare/unread.js'
import type { UserRecord } from '../user-record.js'
import { joinName } from '../vocabulary/join-name.js'
import { putPassword } from '../vocabulary/put-password.js'
import { readList } from '../vocabulary/cells/read-list.js'
import { readText } from '../vocabulary/cells/read-text.js'
import { hasAnyName } from '../vocabulary/has-name.js'
import { addSocialAccounts, wordpressSocial } from './wordpress-social.js'
import { collectUserMeta, type UserMeta, wordpressMeta } from './wordpress-meta.js'
import { readSerialisedNames, readWordpressFactors } from './wordpress-factors.js'

const hasCompany = hasAnyName(
  'user_email',
  'user_pass',
  'user_nicename',
  'user_registered',
  'user_activation_key',
  'meta_key',
)

const hasRest = hasAnyName('registered_date', 'avatar_urls', 'capabilities')

/** WordPress: rows of `wp_users` with `wp_usermeta` beside them, or lists of WP-CLI. */
export const wordpress = declarePreset({
  name: 'wordpress',
  title: 'WordPress',
  relatedFiles: [wordpressMeta, wordpressSocial],
  forms: [
    [
      {
        evidence: 'user_login beside user_email, user_pass or meta_key',
        weight: 0.6,
        isOwn: true,
        holds: (record) => 'user_login' in record && hasCompany(record),
      },
      {
        evidence: 'user_email or user_pass',
        weight: 0.2,
        holds: hasAnyName('user_email', 'user_pass'),
      },
      {
        evidence: 'user_registered, user_nicename or display_name',
        weight: 0.2,
        holds: hasAnyName('user_registered', 'user_nicename', 'display_name'),
      },
    ],
    [
      {
        evidence: 'extra_capabilities beside registered_date or avatar_urls, as the REST API has it',
        weight: 0.9,
        isOwn: true,
        holds: (record) => 'extra_capabilities' in record && hasRest(record),
      },
    ],
  ],
  // Both columns are of multisite networks.
  skips: [skipWhenTrue('deleted', 'deleted_user', 'The user is marked as deleted in the network.')],
  fields: {
    'ID | id': 'id',
    'user_email | email': 'primaryEmail',
    'user_login | username': 'username',
    'display_name | name': 'name',
    spam: 'isSuspended',
    'user_registered | registered_date': 'migratedFrom.createdAt',
    'user_nicename | slug': 'migratedFrom.nicename',
    // BuddyPress counts people here who never confirmed their address.
    user_status: (user, value) => {
      const status = readText(value)
      if (status !== '0') user.migratedFrom['status'] = status
      return true
    },
    ...unread(
      '_links avatar_urls capabilities deleted extra_capabilities first_name last_name link locale nickname role roles session_tokens user_activation_key user_level url user_pass user_url',
    ),
  },
  finish: (user, record, context) => {
    const meta = collectUserMeta(record, user.id, context)
    readPhone(user, meta)
    readNames(user, record, meta)
    readAddress(user, meta)
    if ('user_pass' in record) putPassword(user, 'wordpress', record['user_pass'], context.passwordParams)
    else {
      const detail =
        'extra_capabilities' in record
          ? 'The REST API gives no hashes out; export wp_users with its column user_pass.'
          : 'The list of WP-CLI has no hashes unless it is asked for the field user_pass.'
      user.losses.push({ kind: 'password', detail })
    }
    user.roles = readRoles(record, meta)
    addSocialAccounts(user, user.id, context)
    readWordpressFactors(user, meta)
    const description = meta.get('description')
    if (description !== undefined) user.customData['description'] = description
  },
})

/** Typed at a checkout, proved by nobody. */
const readPhone = (user: UserRecord, meta: UserMeta): void => {
  const phone = meta.get('billing_phone')
  if (phone === undefined) return
  user.primaryPhone = phone
  user.phoneVerified = false
}

const readNames = (user: UserRecord, record: JsonObject, meta: UserMeta): void => {
  const givenName = meta.get('first_name') ?? readText(record['first_name'])
  const familyName = meta.get('last_name') ?? readText(record['last_name'])
  const nickname = meta.get('nickname') ?? readText(record['nickname'])
  user.name ??= joinName(givenName, familyName)
  user.profile = {
    givenName,
    familyName,
    // WordPress fills it with the login name.
    nickname: nickname === user.username ? undefined : nickname,
    website: readText(record['user_url']) ?? readText(record['url']),
    locale: meta.get('locale') ?? readText(record['locale']),
  }
}

const readAddress = (user: UserRecord, meta: UserMeta): void => {
  const street = [meta.get('billing_address_1'), meta.get('billing_address_2')].filter(
    (line) => line !== undefined,
  )
  const address = {
    streetAddress: street.length > 0 ? street.join('\n') : undefined,
    locality: meta.get('billing_city'),
    region: meta.get('billing_state'),
    postalCode: meta.get('billing_postcode'),
    country: meta.get('billing_country'),
  }
  if (Object.values(address).some((part) => part !== undefined)) user.profile.address = address
}

/** `wp_capabilities` of every site of a network, or the column of WP-CLI. */
const readRoles = (record: JsonObject, meta: UserMeta): string[] => {
  const roles = new Set<string>()
  for (const [key, value] of meta) {
    if (key.endsWith('capabilities')) for (const role of readSerialisedNames(value)) roles.add(role)
  }
  for (const role of [...readList(record['roles']), ...readList(record['role'])]) roles.add(role)
  return [...roles]
}
