import type { JsonObject } from '../../source/source-record.js'
import type { Recognition } from '../preset.js'
import { declareTable } from '../table/declare-table.js'
import { addJoinedRoles, createRolesFile } from '../table/table-roles.js'
import { takeUsernameForEmail } from '../table/take-username-for-email.js'
import { pickCell } from '../vocabulary/cells/pick-cell.js'
import { putPassword } from '../vocabulary/put-password.js'
import { readBoolean } from '../vocabulary/cells/read-boolean.js'
import { readText } from '../vocabulary/cells/read-text.js'
import { recogniseByClues } from '../vocabulary/recognise-by-clues.js'

const roles = createRolesFile(
  'Table authorities: username and authority',
  ['username', 'user_name', 'user_id', 'userId'],
  ['authority', 'role', 'name'],
)

const passwordColumns = ['password', 'password_hash', 'passwordHash', 'encoded_password', 'encodedPassword']

/** `{MD5}` is left out: it stands in directories as well, and there it means something else. */
const encoderShape =
  /^\{(?:bcrypt|argon2|pbkdf2|scrypt|noop|ldap|sha256|MD4|SHA-1|SHA-256)(?:@SpringSecurity_v5_8)?\}/

/** Spring Security: the table `users` of its default schema, or an application's own, with `{id}` passwords. */
export const spring = declareTable({
  name: 'spring',
  title: 'Spring Security',
  isFramework: true,
  relatedFiles: [roles],
  forms: (sample) => recogniseSpring(sample),
  passwordColumns,
  columns: {
    account_non_expired: 'isActive',
    accountNonExpired: 'isActive',
    account_non_locked: 'isActive',
    accountNonLocked: 'isActive',
    authorities: 'roles',
    credentials_non_expired: null,
    credentialsNonExpired: null,
    password_salt: null,
    salt: null,
  },
  finish: (user, record, context, storedPassword) => {
    const key = user.id ?? user.username
    takeUsernameForEmail(user)
    putPassword(user, 'spring', storedPassword, context.passwordParams)
    const isCurrent = readBoolean(pickCell(record, 'credentials_non_expired', 'credentialsNonExpired'))
    if (isCurrent === false) user.isPasswordExpired = true
    addJoinedRoles(user, key, context)
    const username = readText(pickCell(record, 'username', 'user_name'))
    if (username !== key) addJoinedRoles(user, username, context)
    // The default schema has no other key.
    user.id ??= username
    user.migratedFrom.id ??= user.id
  },
})

const recogniseSpring = (sample: readonly JsonObject[]): Recognition =>
  recogniseByClues(
    // Users of single sign-on have no password and say nothing.
    sample.filter((record) => readText(pickCell(record, ...passwordColumns)) !== undefined),
    [
      {
        evidence: 'passwords begin with the id of a Spring Security encoder, such as {bcrypt}',
        weight: 0.9,
        isOwn: true,
        holds: (record) => encoderShape.test(readText(pickCell(record, ...passwordColumns)) ?? ''),
      },
      {
        evidence: 'enabled, or flags such as account_non_locked',
        weight: 0.1,
        holds: (record) =>
          'enabled' in record || 'account_non_locked' in record || 'accountNonLocked' in record,
      },
    ],
  )
