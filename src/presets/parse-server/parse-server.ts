import { fieldLooksLike, hasAnyField, hasFields, own } from '../declare/clues.js'
import { declarePreset } from '../declare/declare-preset.js'
import { storedPassword } from '../declare/field-readers.js'
import { userRows } from '../declare/user-rows.js'
import { takeUsernameForEmail } from '../table/take-username-for-email.js'
import { losePassword } from '../vocabulary/lose-password.js'
import { readObject } from '../vocabulary/cells/read-json-cell.js'
import { readText } from '../vocabulary/cells/read-text.js'
import { hasOwnPassword, putParseAuthData } from './parse-auth-data.js'
import { renameParseColumns } from './parse-columns.js'

const parseRoles = userRows(
  'roles',
  'Roles: the user (userId, relatedId or user) and the name of the role (role or name)',
  ['userId', 'relatedId', 'user'],
  ['role', 'name'],
)

/** Parse Server: the class `_User`, as mongoexport or SQL give it, as the REST API and the dashboard do. */
export const parseServer = declarePreset({
  name: 'parse-server',
  aliases: ['parse'],
  title: 'Parse Server',
  relatedFiles: [parseRoles],
  forms: [
    [
      hasFields(0.3, 'username'),
      own(hasAnyField(0.7, '_hashed_password', '_wperm', '_rperm', '_perishable_token')),
    ],
    [
      own(hasFields(0.4, 'objectId', 'username')),
      hasAnyField(0.3, 'ACL', 'authData', 'bcryptPassword', 'sessionToken'),
      fieldLooksLike(0.3, 'objectId', 'ten letters and digits', /^[A-Za-z\d]{10}$/),
    ],
  ],
  prepare: renameParseColumns,
  skips: [
    {
      skip: 'anonymous',
      reason: 'The user has no sign-in but the anonymous one.',
      when: (record) => {
        const authData = Object.keys(readObject(record['authData']) ?? {})
        return authData.length === 1 && authData[0] === 'anonymous'
      },
    },
  ],
  fields: {
    objectId: 'id',
    username: 'username',
    email: 'primaryEmail',
    emailVerified: 'emailVerified',
    name: 'name',
    displayName: 'name',
    fullName: 'name',
    firstName: 'profile.givenName',
    lastName: 'profile.familyName',
    phone: 'primaryPhone',
    phoneNumber: 'primaryPhone',
    createdAt: 'migratedFrom.createdAt',
    updatedAt: 'migratedFrom.updatedAt',
    hashedPassword: storedPassword('generic'),
    passwordChangedAt: 'migratedFrom.passwordChangedAt',
    authData: null,
    ACL: null,
    sessionToken: null,
    __type: null,
    className: null,
    _acl: null,
    _wperm: null,
    _rperm: null,
    _session_token: null,
    _tombstone: null,
    _perishable_token: null,
    _perishable_token_expires_at: null,
    _email_verify_token: null,
    _email_verify_token_expires_at: null,
    _failed_login_count: null,
    // Ends by itself after some minutes.
    _account_lockout_expires_at: null,
    _password_history: null,
  },
  finish: (user, record, context) => {
    // Parse gives users of a provider a random username.
    if (/^[a-z\d]{25}$/i.test(user.username ?? '') && !hasOwnPassword(record)) user.username = undefined
    takeUsernameForEmail(user)
    if (user.primaryPhone !== undefined) user.phoneVerified = false
    putParseAuthData(user, record, context)
    if (!hasOwnPassword(record) && Object.keys(readObject(record['authData']) ?? {}).length === 0) {
      losePassword(user, 'The REST API of Parse shows no hashes; export the class _User with mongoexport.')
    }
    if (user.id === undefined) return
    for (const row of context.related('roles', user.id)) {
      const role = readText(row['role']) ?? readText(row['name'])
      if (role !== undefined && !user.roles.includes(role)) user.roles.push(role)
    }
  },
})
