import { hasAnyField, hasFields, own } from '../declare/clues.js'
import { declarePreset } from '../declare/declare-preset.js'
import type { FieldReader } from '../declare/preset-table.js'
import { userRows } from '../declare/user-rows.js'
import { takeUsernameForEmail } from '../table/take-username-for-email.js'
import { loseEnterpriseIdentity } from '../vocabulary/identities/lose-identity.js'
import { losePassword } from '../vocabulary/lose-password.js'
import { isFilledCell } from '../vocabulary/cells/pick-cell.js'
import { readList } from '../vocabulary/cells/read-list.js'
import { readText } from '../vocabulary/cells/read-text.js'
import { putOneLoginState } from './onelogin-state.js'
import { renameOneLoginColumns } from './onelogin-columns.js'

const oneLoginRoles = userRows(
  'roles',
  'Roles: user_id (or id) and role',
  ['user_id', 'id'],
  ['role', 'name'],
)

const isRoleId = (role: string): boolean => /^\d+$/.test(role)

/** Names, or the ids that the older versions of the API give; ids name nothing in Logto and are kept. */
const readRoles: FieldReader = (user, value) => {
  const roles = readList(value)
  if (roles.some(isRoleId)) return false
  for (const role of roles) user.roles.push(role)
  return true
}

/** OneLogin: users of the API, version 1 or 2, or a CSV with its names or headings. */
export const onelogin = declarePreset({
  name: 'onelogin',
  title: 'OneLogin',
  relatedFiles: [oneLoginRoles],
  forms: [
    [
      hasFields(0.3, 'firstname', 'lastname', 'email'),
      own(hasAnyField(0.4, 'invalid_login_attempts', 'trusted_idp_id', 'openid_name')),
      hasAnyField(0.3, 'group_id', 'directory_id', 'locked_until', 'manager_ad_id'),
    ],
    [
      own({
        evidence: 'headings of OneLogin: First Name, Last Name, Openid Name',
        weight: 1,
        holds: (record) => {
          const user = renameOneLoginColumns(record)
          return 'firstname' in user && 'email' in user && 'openid_name' in user
        },
      }),
    ],
  ],
  prepare: renameOneLoginColumns,
  fields: {
    id: 'id',
    email: 'primaryEmail',
    username: 'username',
    firstname: 'profile.givenName',
    lastname: 'profile.familyName',
    phone: 'primaryPhone',
    preferred_locale_code: 'profile.locale',
    locale_code: 'profile.locale',
    custom_attributes: 'customData.customAttributes',
    role: 'roles',
    roles: readRoles,
    status: null,
    state: null,
    created_at: 'migratedFrom.createdAt',
    updated_at: 'migratedFrom.updatedAt',
    activated_at: 'migratedFrom.activatedAt',
    last_login: 'migratedFrom.lastSignInAt',
    password_changed_at: 'migratedFrom.passwordChangedAt',
    external_id: 'migratedFrom.externalId',
    invalid_login_attempts: null,
    invitation_sent_at: null,
    // Ends by itself.
    locked_until: null,
    directory_id: null,
    trusted_idp_id: null,
    password: null,
    password_confirmation: null,
    password_algorithm: null,
    salt: null,
  },
  finish: (user, record, context) => {
    takeUsernameForEmail(user)
    // Anybody may have typed anything there.
    if (user.primaryPhone !== undefined) user.phoneVerified = false
    putOneLoginState(user, record)
    if (isFilledCell(record['directory_id'])) {
      loseEnterpriseIdentity(user, {
        provider: 'directory',
        connection: readText(record['directory_id']) ?? '',
      })
    } else if (isFilledCell(record['trusted_idp_id'])) {
      loseEnterpriseIdentity(user, {
        provider: 'trusted_idp',
        connection: readText(record['trusted_idp_id']) ?? '',
      })
    } else losePassword(user, 'OneLogin gives no password hashes out; people choose a new password.')
    if (user.id === undefined) return
    const rows = context.related('roles', user.id)
    const ids = [...readList(record['role_ids']), ...readList(record['roles']).filter(isRoleId)]
    if (rows.length === 0 && user.roles.length === 0 && ids.length > 0) {
      const detail = 'The API names roles by id (role_ids); give names and users as related.roles.'
      user.losses.push({ kind: 'role', detail })
    }
    for (const row of rows) {
      const role = readText(row['role']) ?? readText(row['name'])
      if (role !== undefined && !user.roles.includes(role)) user.roles.push(role)
    }
  },
})
