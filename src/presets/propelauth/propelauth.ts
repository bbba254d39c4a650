import type { JsonObject } from '../../source/source-record.js'
import { addOrganization } from '../declare/add-organization.js'
import { hasAnyField, hasFields, own } from '../declare/clues.js'
import { declarePreset } from '../declare/declare-preset.js'
import { keptWhenSet, loses } from '../declare/field-readers.js'
import type { UserRecord } from '../user-record.js'
import { losePassword } from '../vocabulary/lose-password.js'
import { putPassword } from '../vocabulary/put-password.js'
import { isFilledCell } from '../vocabulary/cells/pick-cell.js'
import { setPath } from '../vocabulary/cells/set-path.js'
import { readBoolean } from '../vocabulary/cells/read-boolean.js'
import { readObject } from '../vocabulary/cells/read-json-cell.js'
import { readList } from '../vocabulary/cells/read-list.js'
import { readText } from '../vocabulary/cells/read-text.js'
import { renamePropelAuthFields } from './propelauth-names.js'

/** PropelAuth: users of the backend API, as it answers or as its libraries name the fields. */
export const propelauth = declarePreset({
  name: 'propelauth',
  title: 'PropelAuth',
  forms: [
    [
      own(hasAnyField(0.5, 'org_id_to_org_info', 'orgIdToOrgInfo', 'org_id_to_org_member_info')),
      hasAnyField(0.3, 'email_confirmed', 'emailConfirmed'),
      hasAnyField(0.2, 'has_password', 'hasPassword', 'can_create_orgs', 'canCreateOrgs'),
    ],
    [
      own(hasFields(0.6, 'user_id', 'email_confirmed', 'has_password')),
      hasAnyField(0.4, 'mfa_enabled', 'update_password_required', 'can_create_orgs'),
    ],
  ],
  prepare: renamePropelAuthFields,
  fields: {
    can_create_orgs: keptWhenSet,
    user_id: 'id',
    legacy_user_id: 'migratedFrom.legacyUserId',
    email: 'primaryEmail',
    email_confirmed: 'emailVerified',
    username: 'username',
    first_name: 'profile.givenName',
    last_name: 'profile.familyName',
    picture_url: (user, value) => {
      const url = readText(value)
      // What everybody has who never chose a picture.
      if (url?.startsWith('https://img.propelauth.com/') !== true) user.avatar = url
      return url !== undefined
    },
    locked: 'isSuspended',
    enabled: '!isSuspended',
    properties: 'customData.properties',
    metadata: 'customData.metadata',
    created_at: 'migratedFrom.createdAt',
    last_active_at: 'migratedFrom.lastSignInAt',
    mfa_enabled: loses(
      'second_factor',
      'PropelAuth gives no secrets of second factors out; people enrol again.',
    ),
    org_id_to_org_info: (user, value) => readOrganizations(user, readObject(value)),
    password_hash: null,
    has_password: null,
    update_password_required: null,
    mfa_base32_encoded_secret: null,
  },
  finish: (user, record, context) => {
    const hash = record['password_hash']
    if (readText(hash) !== undefined) putPassword(user, 'generic', hash, context.passwordParams)
    else if (readBoolean(record['has_password']) === true) {
      losePassword(user, 'The API of PropelAuth shows no hashes; ask its support for an export with them.')
    }
    if (user.passwordDigest !== undefined) {
      user.isPasswordExpired = readBoolean(record['update_password_required'])
    }
  },
})

const readOrganizations = (user: UserRecord, organizations: JsonObject | undefined): boolean => {
  for (const key of Object.keys(organizations ?? {})) {
    const one = readObject(organizations?.[key])
    const roles = [readText(one?.['user_role']) ?? [], readList(one?.['additional_roles'])].flat()
    const id = readText(one?.['org_id']) ?? key
    addOrganization(user, { id, name: readText(one?.['org_name']) }, roles)
    // Logto gives permissions by roles alone: they are kept, not granted.
    for (const name of ['user_permissions', 'url_safe_org_name', 'org_metadata', 'legacy_org_id']) {
      const value = one?.[name] ?? null
      if (isFilledCell(value)) setPath(user.customData, ['propelauth', 'organizations', id, name], value)
    }
  }
  return organizations !== undefined
}
