import { hasAnyField, hasFields, own } from '../declare/clues.js'
import { declarePreset } from '../declare/declare-preset.js'
import { accountState, loses, storedPassword, verifiedAt } from '../declare/field-readers.js'
import { putFlagRole } from '../declare/flag-role.js'
import { skipWhenOneOf, skipWhenTrue } from '../declare/skip-rules.js'
import { readTimestamp } from '../vocabulary/cells/read-timestamp.js'
import { readText } from '../vocabulary/cells/read-text.js'
import { loseUnexportedPassword } from './gitlab-passwords.js'
import { gitlabIdentities, putGitlabIdentities } from './gitlab-identities.js'
import { gitlabMembers, putGitlabGroups } from './gitlab-members.js'

/** The type of people; every other one is a bot, a service or a placeholder. */
const humanTypes: ReadonlySet<string> = new Set(['', '0', 'human', 'NULL'])

const suspendedStates = ['blocked', 'ldap_blocked', 'banned', 'deactivated', 'blocked_pending_approval']

/** GitLab: users of the API as an administrator sees them, or rows of the table `users`. */
export const gitlab = declarePreset({
  name: 'gitlab',
  title: 'GitLab',
  relatedFiles: [gitlabIdentities, gitlabMembers],
  forms: [
    [
      hasFields(0.3, 'username', 'state', 'web_url'),
      own(hasAnyField(0.5, 'projects_limit', 'can_create_project', 'theme_id', 'commit_email')),
      hasAnyField(0.2, 'two_factor_enabled', 'private_profile', 'last_activity_on', 'external'),
    ],
    [
      hasFields(0.3, 'encrypted_password', 'username', 'state'),
      own(hasAnyField(0.4, 'projects_limit', 'color_scheme_id', 'theme_id', 'hide_no_ssh_key')),
      hasAnyField(0.3, 'user_type', 'otp_required_for_login', 'notification_email', 'last_activity_on'),
    ],
  ],
  skips: [
    skipWhenTrue('bot', 'bot', 'The account belongs to a bot or an access token.'),
    {
      skip: 'bot',
      reason: 'The account belongs to a bot, a service or GitLab itself (user_type).',
      when: ({ user_type: type }) => type !== undefined && !humanTypes.has(readText(type) ?? ''),
    },
    skipWhenOneOf(
      'username',
      ['ghost', 'support-bot', 'alert-bot'],
      'bot',
      'The account is one of GitLab itself.',
    ),
  ],
  fields: {
    id: 'id',
    username: 'username',
    email: 'primaryEmail',
    confirmed_at: verifiedAt('emailVerified'),
    name: 'name',
    avatar_url: 'avatar',
    state: accountState(['active'], suspendedStates),
    encrypted_password: storedPassword('generic'),
    password_expires_at: 'migratedFrom.passwordExpiresAt',
    is_admin: putFlagRole('admin'),
    admin: putFlagRole('admin'),
    is_auditor: putFlagRole('auditor'),
    auditor: putFlagRole('auditor'),
    website_url: 'profile.website',
    web_url: 'profile.profile',
    preferred_language: 'profile.locale',
    timezone: 'profile.zoneinfo',
    created_at: 'migratedFrom.createdAt',
    updated_at: 'migratedFrom.updatedAt',
    current_sign_in_at: 'migratedFrom.lastSignInAt',
    last_sign_in_at: 'migratedFrom.previousSignInAt',
    sign_in_count: 'migratedFrom.signInCount',
    last_activity_on: 'migratedFrom.lastActivityAt',
    two_factor_enabled: loses('second_factor', 'GitLab keeps second factors encrypted; people enrol again.'),
    otp_required_for_login: loses(
      'second_factor',
      'GitLab keeps second factors encrypted; people enrol again.',
    ),
    identities: null,
    locked: null,
    user_type: null,
    bot: null,
    can_create_group: null,
    can_create_project: null,
    projects_limit: null,
    theme_id: null,
    color_scheme_id: null,
    followers: null,
    following: null,
    is_followed: null,
    local_time: null,
    current_sign_in_ip: null,
    last_sign_in_ip: null,
    failed_attempts: null,
    notified_of_own_activity: null,
    encrypted_otp_secret: null,
    encrypted_otp_secret_iv: null,
    encrypted_otp_secret_salt: null,
    otp_backup_codes: null,
    reset_password_sent_at: null,
    remember_created_at: null,
    confirmation_sent_at: null,
    consumed_timestep: null,
    password_automatically_set: null,
  },
  finish: (user, record, context) => {
    // The sign-in before the current one, where there is a current one.
    user.migratedFrom.lastSignInAt ??= readTimestamp(user.migratedFrom['previousSignInAt'])
    loseUnexportedPassword(user, record)
    putGitlabIdentities(user, record, context)
    putGitlabGroups(user, context)
  },
})
