import { hasAnyField, hasFields, own } from '../declare/clues.js'
import { declarePreset } from '../declare/declare-preset.js'
import { accountState, keptWhenSet, storedPassword } from '../declare/field-readers.js'
import { skipWhenFilled } from '../declare/skip-rules.js'
import { unread } from '../declare/unread.js'
import { readText } from '../vocabulary/cells/read-text.js'
import { ghostRoles, putGhostRoles } from './ghost-roles.js'

const readState = accountState(
  ['active', 'locked', 'warn-1', 'warn-2', 'warn-3', 'warn-4', 'free', 'paid', 'comped', 'gift'],
  ['inactive'],
)

/** Ghost: members (CSV or Admin API), who sign in by links alone, and staff of the table `users`. */
export const ghost = declarePreset({
  name: 'ghost',
  title: 'Ghost',
  relatedFiles: [ghostRoles],
  forms: [
    [
      own(hasFields(0.5, 'email', 'subscribed_to_emails', 'complimentary_plan')),
      hasAnyField(0.3, 'stripe_customer_id', 'labels'),
      hasAnyField(0.2, 'note', 'tiers', 'products', 'deleted_at'),
    ],
    [
      own(hasFields(0.5, 'email', 'avatar_image', 'comped')),
      hasAnyField(0.5, 'email_open_rate', 'newsletters', 'email_suppression', 'subscribed'),
    ],
    [
      own(hasFields(0.5, 'slug', 'email', 'profile_image', 'cover_image')),
      hasAnyField(0.5, 'accessibility', 'tour', 'meta_title', 'last_seen', 'comment_notifications'),
    ],
  ],
  skips: [skipWhenFilled('deleted_at', 'deleted', 'The member was deleted (deleted_at).')],
  fields: {
    comped: keptWhenSet,
    id: 'id',
    email: 'primaryEmail',
    name: 'name',
    avatar_image: 'avatar',
    profile_image: 'avatar',
    website: 'profile.website',
    locale: 'profile.locale',
    // Of members: free, paid or comped. Of staff: active, inactive, locked, warn-1 to warn-4.
    status: (user, value, context, record) => {
      // Imported into Ghost, with a password that nobody knows.
      if (readText(value) === 'locked') user.isPasswordExpired = true
      return readState(user, value, context, record)
    },
    password: storedPassword('ghost'),
    created_at: 'migratedFrom.createdAt',
    updated_at: 'migratedFrom.updatedAt',
    last_seen: 'migratedFrom.lastSignInAt',
    last_seen_at: 'migratedFrom.lastSignInAt',
    uuid: 'migratedFrom.uuid',
    roles: null,
    ...unread(`accessibility comment_notifications deleted_at
      donation_notifications email_count email_open_rate email_opened_count 
      free_member_signup_notification mention_notifications milestone_notifications
      paid_subscription_canceled_notification paid_subscription_started_notification
      recommendation_notifications tour transient_id unsubscribe_url url visibility`),
  },
  finish: putGhostRoles,
})
