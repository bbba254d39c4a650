import { hasAnyField, hasFields, own } from '../declare/clues.js'
import { declarePreset } from '../declare/declare-preset.js'
import { totpKey } from '../declare/field-readers.js'
import { skipWhenOneOf } from '../declare/skip-rules.js'
import { unread } from '../declare/unread.js'
import { readText } from '../vocabulary/cells/read-text.js'
import { directusRoles, putDirectusRole } from './directus-roles.js'
import { isMasked, putDirectusSignIn } from './directus-sign-in.js'

const readTotpKey = totpKey()

/** Directus: the table `directus_users`, or users of its API. */
export const directus = declarePreset({
  name: 'directus',
  title: 'Directus',
  relatedFiles: [directusRoles],
  forms: [
    [
      own(hasFields(0.5, 'external_identifier', 'provider', 'status')),
      hasAnyField(0.3, 'tfa_secret', 'last_access', 'last_page', 'email_notifications'),
      hasAnyField(0.2, 'appearance', 'theme', 'theme_dark', 'auth_data', 'role'),
    ],
  ],
  skips: [
    skipWhenOneOf('status', ['archived'], 'archived', 'The user is archived, which is how Directus deletes.'),
    skipWhenOneOf(
      'status',
      ['draft', 'invited'],
      'not_joined',
      'The user was prepared or invited and has never signed in.',
    ),
  ],
  fields: {
    id: 'id',
    email: 'primaryEmail',
    first_name: 'profile.givenName',
    last_name: 'profile.familyName',
    language: 'profile.locale',
    status: (user, value) => {
      const status = readText(value)?.toLowerCase()
      user.isSuspended = status !== 'active'
      // Who registered and has not answered the message yet.
      if (status === 'unverified') user.emailVerified = false
      if (status === 'active' || status === 'suspended' || status === 'unverified') return true
      const detail = 'The status of the user is not known; the user comes suspended.'
      user.losses.push({ kind: 'unknown_state', detail })
      return false
    },
    tfa_secret: (user, value, context, record) => {
      if (!isMasked(value)) return readTotpKey(user, value, context, record)
      user.losses.push({
        kind: 'totp',
        detail: 'The API masks the TOTP secret; export the table directus_users.',
      })
      return true
    },
    last_access: 'migratedFrom.lastSignInAt',
    date_created: 'migratedFrom.createdAt',
    provider: 'migratedFrom.provider',
    ...unread(`appearance auth_data email_notifications external_identifier last_page password role text_direction
      theme theme_dark theme_dark_overrides theme_light theme_light_overrides token`),
  },
  finish: (user, record, context) => {
    putDirectusSignIn(user, record, context)
    putDirectusRole(user, record, context)
  },
})
