import { fieldLooksLike, hasAnyField, hasFields, own } from '../declare/clues.js'
import { declarePreset } from '../declare/declare-preset.js'
import { loses } from '../declare/field-readers.js'
import { putFlagRole } from '../declare/flag-role.js'
import { skipWhenOneOf, skipWhenTrue } from '../declare/skip-rules.js'
import { addIdentity } from '../vocabulary/identities/add-identity.js'
import { losePassword } from '../vocabulary/lose-password.js'
import { readObject } from '../vocabulary/cells/read-json-cell.js'
import { readText } from '../vocabulary/cells/read-text.js'
import { renameSlackColumns } from './slack-columns.js'

const bot = 'The account belongs to an app or a bot.'
const deactivated = 'The account is deactivated in Slack.'

/** Slack: `users.list`, or the member list that an owner exports as CSV. */
export const slack = declarePreset({
  name: 'slack',
  title: 'Slack',
  forms: [
    [
      fieldLooksLike(0.3, 'id', 'U… or W…', /^[UW][A-Z\d]{6,}$/),
      own(hasFields(0.4, 'team_id', 'profile', 'is_bot')),
      hasAnyField(0.3, 'is_bot', 'is_app_user', 'is_restricted', 'tz_offset', 'who_can_share_contact_card'),
    ],
    [
      hasFields(0.6, 'userid', 'fullname', 'status'),
      own(hasAnyField(0.4, 'billing-active', 'has-2fa', 'has-sso')),
    ],
  ],
  prepare: renameSlackColumns,
  skips: [
    skipWhenTrue('is_bot', 'bot', bot),
    skipWhenOneOf('id', ['uslackbot'], 'bot', bot),
    skipWhenOneOf('status', ['bot'], 'bot', bot),
    skipWhenTrue('deleted', 'deactivated', deactivated),
    skipWhenOneOf('status', ['deactivated', 'inactive', 'deleted'], 'deactivated', deactivated),
    skipWhenTrue('is_stranger', 'stranger', 'The person belongs to another workspace of a shared channel.'),
    skipWhenTrue('is_invited_user', 'invited', 'The person has been invited and has not joined.'),
    skipWhenOneOf('status', ['invited'], 'invited', 'The person has been invited and has not joined.'),
  ],
  fields: {
    id: 'id',
    name: 'username',
    'profile.email': 'primaryEmail',
    is_email_confirmed: 'emailVerified',
    'profile.phone': (user, value) => {
      // Anybody may have typed anything there.
      if (typeof value !== 'string') return false
      user.primaryPhone = value
      user.phoneVerified = false
      return true
    },
    'profile.real_name': 'name',
    real_name: 'name',
    'profile.display_name': 'profile.nickname',
    'profile.first_name': 'profile.givenName',
    'profile.last_name': 'profile.familyName',
    'profile.image_original': 'avatar',
    'profile.image_512': null,
    'profile.image_192': null,
    'profile.image_72': null,
    'profile.image_48': null,
    'profile.image_32': null,
    'profile.image_24': null,
    'profile.image_1024': null,
    'profile.avatar_hash': null,
    'profile.is_custom_image': null,
    'profile.real_name_normalized': null,
    'profile.display_name_normalized': null,
    'profile.status_text': null,
    'profile.status_text_canonical': null,
    'profile.status_emoji': null,
    'profile.status_emoji_display_info': null,
    'profile.status_expiration': null,
    'profile.team': null,
    tz: 'profile.zoneinfo',
    locale: 'profile.locale',
    is_primary_owner: putFlagRole('Primary Owner'),
    is_owner: putFlagRole('Owner'),
    is_admin: putFlagRole('Admin'),
    is_ultra_restricted: putFlagRole('Single-Channel Guest'),
    is_restricted: putFlagRole('Multi-Channel Guest'),
    status: (user, value) => {
      if (typeof value === 'string' && value.trim().toLowerCase() !== 'member') user.roles.push(value.trim())
      return typeof value === 'string'
    },
    updated: 'migratedFrom.updatedAt',
    has_2fa: loses('second_factor', 'Slack gives no secrets of second factors out; people enrol again.'),
    has_sso: null,
    billing_active: null,
    deleted: null,
    color: null,
    tz_label: null,
    tz_offset: null,
    is_bot: null,
    is_app_user: null,
    who_can_share_contact_card: null,
  },
  finish: (user, record, context) => {
    // A single-channel guest is marked as both.
    if (user.roles.includes('Single-Channel Guest')) {
      user.roles = user.roles.filter((role) => role !== 'Multi-Channel Guest')
    }
    if (!['1', 'true', true, 1].some((yes) => record['has_sso'] === yes)) {
      losePassword(
        user,
        'Slack gives no password hashes out; people sign in with Slack, or choose a new one.',
      )
    }
    user.avatar ??= readText(readObject(record['profile'])?.['image_512'])
    // The id is the `sub` of Sign in with Slack.
    if (user.id !== undefined) addIdentity(user, { provider: 'slack', userId: user.id }, context)
  },
})
