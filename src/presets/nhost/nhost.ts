import { hasAnyField, hasFields, own } from '../declare/clues.js'
import { declarePreset } from '../declare/declare-preset.js'
import { skipWhenTrue } from '../declare/skip-rules.js'
import { unread } from '../declare/unread.js'
import { losePassword } from '../vocabulary/lose-password.js'
import { putPassword } from '../vocabulary/put-password.js'
import { nhostKeys, putNhostFactors } from './nhost-factors.js'
import { nhostProviders, nhostRoles, putNhostProviders, putNhostRoles } from './nhost-related.js'
import { openNhostUser } from './nhost-user.js'

/** Nhost and Hasura Auth: the table `auth.users`, or users of the GraphQL API. */
export const nhost = declarePreset({
  name: 'nhost',
  title: 'Nhost, Hasura Auth',
  aliases: ['hasura', 'hasura-auth'],
  relatedFiles: [nhostProviders, nhostRoles, nhostKeys],
  forms: [
    [
      own(hasFields(0.5, 'default_role', 'display_name', 'disabled')),
      hasFields(0.2, 'phone_number_verified', 'email_verified'),
      hasAnyField(
        0.3,
        'active_mfa_type',
        'ticket_expires_at',
        'otp_hash',
        'otp_hash_expires_at',
        'otp_method_last_used',
        'webauthn_current_challenge',
      ),
    ],
    [
      own(hasFields(0.5, 'displayName', 'defaultRole', 'disabled')),
      hasAnyField(0.5, 'phoneNumberVerified', 'activeMfaType', 'emailVerified', 'isAnonymous'),
    ],
  ],
  prepare: openNhostUser,
  skips: [skipWhenTrue('is_anonymous', 'anonymous', 'The user signed in anonymously (is_anonymous).')],
  fields: {
    id: 'id',
    email: 'primaryEmail',
    email_verified: 'emailVerified',
    phone_number: 'primaryPhone',
    phone_number_verified: 'phoneVerified',
    display_name: 'name',
    avatar_url: 'avatar',
    locale: 'profile.locale',
    disabled: 'isSuspended',
    metadata: 'customData.metadata',
    created_at: 'migratedFrom.createdAt',
    updated_at: 'migratedFrom.updatedAt',
    last_seen: 'migratedFrom.lastSignInAt',
    ...unread(`active_mfa_type default_role is_anonymous otp_hash otp_hash_expires_at otp_method_last_used
      password_hash roles security_keys ticket ticket_expires_at totp_secret user_providers
      webauthn_current_challenge`),
  },
  finish: (user, record, context) => {
    if ('password_hash' in record) putPassword(user, 'nhost', record['password_hash'], context.passwordParams)
    else losePassword(user, 'The export has no column password_hash; select it from the table auth.users.')
    putNhostProviders(user, record, context)
    putNhostRoles(user, record, context)
    putNhostFactors(user, record, context)
  },
})
