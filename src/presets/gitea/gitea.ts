import { hasAnyField, hasFields, own } from '../declare/clues.js'
import { declarePreset } from '../declare/declare-preset.js'
import { keptWhenSet } from '../declare/field-readers.js'
import { putFlagRole } from '../declare/flag-role.js'
import { skipWhenOneOf } from '../declare/skip-rules.js'
import { unread } from '../declare/unread.js'
import { readBoolean } from '../vocabulary/cells/read-boolean.js'
import { giteaEmails, putGiteaEmails } from './gitea-emails.js'
import { giteaFactors, giteaIdentities, putGiteaFactors, putGiteaIdentities } from './gitea-identities.js'
import { putGiteaPassword } from './gitea-password.js'
import { giteaTeams, putGiteaTeams } from './gitea-teams.js'

/** Gitea and Forgejo: rows of the table `user`, or users of the admin API (`GET /api/v1/admin/users`). */
export const gitea = declarePreset({
  name: 'gitea',
  title: 'Gitea, Forgejo',
  aliases: ['forgejo'],
  relatedFiles: [giteaEmails, giteaIdentities, giteaTeams, giteaFactors],
  forms: [
    [
      own(hasFields(0.5, 'lower_name', 'passwd_hash_algo')),
      own(hasFields(0.3, 'prohibit_login', 'is_restricted')),
      hasAnyField(0.2, 'created_unix', 'last_login_unix', 'rands'),
    ],
    [
      own(hasFields(0.5, 'login', 'prohibit_login', 'full_name')),
      hasAnyField(0.3, 'login_name', 'source_id', 'restricted'),
      hasAnyField(0.2, 'visibility', 'followers_count', 'starred_repos_count'),
    ],
  ],
  skips: [
    skipWhenOneOf('type', ['1', '3'], 'organization', 'The row is an organization or its reserved name.'),
    skipWhenOneOf('type', ['2'], 'reserved_name', 'The row only keeps a name from being taken.'),
    skipWhenOneOf('type', ['4'], 'bot', 'The account belongs to a program.'),
    skipWhenOneOf('type', ['5'], 'remote_user', 'The person has the account on another instance.'),
  ],
  fields: {
    is_restricted: keptWhenSet,
    restricted: keptWhenSet,
    keep_email_private: keptWhenSet,
    id: 'id',
    email: 'primaryEmail',
    name: 'username',
    login: 'username',
    full_name: 'name',
    avatar_url: 'avatar',
    website: 'profile.website',
    language: 'profile.locale',
    passwd: putGiteaPassword,
    must_change_password: 'isPasswordExpired',
    // Only an account whose address was confirmed is active, and an administrator can take that away.
    is_active: '!isSuspended',
    active: '!isSuspended',
    created_unix: 'migratedFrom.createdAt',
    created: 'migratedFrom.createdAt',
    updated_unix: 'migratedFrom.updatedAt',
    last_login_unix: 'migratedFrom.lastSignInAt',
    last_login: 'migratedFrom.lastSignInAt',
    is_admin: putFlagRole('admin'),
    // What the account looks like and may do on the instance, counters, and parts of the password.
    ...unread(`allow_create_organization max_repo_creation visibility allow_git_hook allow_import_local avatar avatar_email diff_view_style
      email_notifications_preference followers_count following_count html_url keep_activity_private
      keep_pronouns_private last_repo_visibility login_name login_source login_type lower_name
      num_followers num_following num_members num_repos num_stars num_teams passwd_hash_algo
      prohibit_login rands repo_admin_change_team_access salt source_id starred_repos_count theme type
      use_custom_avatar username`),
  },
  finish: (user, record, context) => {
    if (user.isSuspended === true) user.emailVerified = false
    if (readBoolean(record['prohibit_login']) === true) user.isSuspended = true
    putGiteaEmails(user, context)
    putGiteaIdentities(user, record, context)
    putGiteaTeams(user, context)
    putGiteaFactors(user, context)
  },
})
