import { hasAnyField, hasFields, own } from '../declare/clues.js'
import { declarePreset } from '../declare/declare-preset.js'
import { takeUsernameForEmail } from '../table/take-username-for-email.js'
import { losePassword } from '../vocabulary/lose-password.js'
import { loseEnterpriseIdentity } from '../vocabulary/identities/lose-identity.js'
import { readText } from '../vocabulary/cells/read-text.js'
import { nextcloudAccounts, putNextcloudAccount } from './nextcloud-accounts.js'
import { putNextcloudPassword } from './nextcloud-passwords.js'
import { nextcloudPreferences, putNextcloudPreferences } from './nextcloud-preferences.js'
import { nextcloudFactors, nextcloudGroups, putNextcloudRows } from './nextcloud-rows.js'

/** Nextcloud: `occ user:list --info`, the provisioning API, or the table `oc_users` with what belongs to it. */
export const nextcloud = declarePreset({
  name: 'nextcloud',
  title: 'Nextcloud',
  relatedFiles: [nextcloudAccounts, nextcloudPreferences, nextcloudGroups, nextcloudFactors],
  forms: [
    [
      hasFields(0.4, 'user_id', 'display_name', 'enabled'),
      own(hasAnyField(0.6, 'cloud_id', 'user_directory')),
    ],
    [
      hasFields(0.5, 'displayname', 'backend'),
      own(hasAnyField(0.5, 'storageLocation', 'subadmin', 'backendCapabilities')),
    ],
    [own(hasFields(0.6, 'uid', 'uid_lower')), hasAnyField(0.4, 'displayname', 'password')],
  ],
  fields: {
    user_id: 'id',
    uid: 'id',
    id: 'id',
    display_name: 'name',
    displayname: 'name',
    'display-name': 'name',
    email: 'primaryEmail',
    phone: 'primaryPhone',
    website: 'profile.website',
    address: 'profile.address.formatted',
    locale: 'profile.locale',
    language: 'profile.locale',
    enabled: '!isSuspended',
    groups: 'roles',
    first_seen: 'migratedFrom.createdAt',
    last_seen: 'migratedFrom.lastSignInAt',
    lastLogin: 'migratedFrom.lastSignInAt',
    lastLoginTimestamp: 'migratedFrom.lastSignInAt',
    password: putNextcloudPassword,
    backend: 'migratedFrom.backend',
    cloud_id: null,
    uid_lower: null,
    backendCapabilities: null,
    storageLocation: null,
    user_directory: null,
  },
  finish: (user, record, context) => {
    putNextcloudAccount(user, context)
    putNextcloudPreferences(user, context)
    putNextcloudRows(user, context)
    // Numbers of the profile are typed, not verified.
    if (user.primaryPhone !== undefined) user.phoneVerified ??= false
    user.username = user.id
    takeUsernameForEmail(user)
    const backend = readText(record['backend']) ?? 'Database'
    if (backend !== 'Database') loseEnterpriseIdentity(user, { provider: backend, userId: user.id })
    else if (!('password' in record)) {
      losePassword(user, 'Neither occ nor the API shows hashes; read the table oc_users.')
    }
  },
})
