import type { JsonObject } from '../../source/source-record.js'
import { deviseIdentities, putDeviseIdentities } from './devise-identities.js'
import { declareTable } from '../table/declare-table.js'
import { addJoinedRoles, createRolesFile } from '../table/table-roles.js'
import type { UserRecord } from '../user-record.js'
import { isFilledCell, pickCell } from '../vocabulary/cells/pick-cell.js'
import { putPassword } from '../vocabulary/put-password.js'
import { putTotp } from '../vocabulary/put-totp.js'
import { readBoolean } from '../vocabulary/cells/read-boolean.js'
import { readArray } from '../vocabulary/cells/read-json-cell.js'
import { readText } from '../vocabulary/cells/read-text.js'
import { readTimestamp } from '../vocabulary/cells/read-timestamp.js'
import { hasAnyName } from '../vocabulary/has-name.js'

const roles = createRolesFile(
  'Roles: user_id and role, from the tables users_roles and roles',
  ['user_id', 'account_id'],
  ['role', 'name', 'role_name'],
)

const passwordColumns = ['encrypted_password', 'password_digest', 'crypted_password']

/** Rails: tables of Devise with its extensions, `has_secure_password`, Sorcery and Authlogic. */
export const devise = declareTable({
  name: 'devise',
  aliases: ['rails'],
  title: 'Ruby on Rails (Devise)',
  isFramework: true,
  relatedFiles: [deviseIdentities, roles],
  forms: [
    [
      {
        evidence: 'encrypted_password or crypted_password',
        weight: 0.25,
        holds: hasAnyName('encrypted_password', 'crypted_password'),
      },
      {
        evidence: 'remember_created_at, reset_password_sent_at, sign_in_count or persistence_token',
        weight: 0.45,
        isOwn: true,
        holds: (record) =>
          hasAnyName('remember_created_at', 'reset_password_sent_at', 'current_sign_in_at')(record) ||
          (hasAnyName('encrypted_password', 'crypted_password')(record) &&
            hasAnyName(
              'sign_in_count',
              'reset_password_token',
              'persistence_token',
              'unconfirmed_email',
            )(record)),
      },
      {
        evidence: 'sign_in_count, current_sign_in_at, confirmed_at, locked_at or failed_attempts',
        weight: 0.05,
        holds: (record) =>
          hasAnyName('sign_in_count', 'current_sign_in_at', 'failed_attempts', 'locked_at')(record) ||
          ('confirmed_at' in record && 'unconfirmed_email' in record),
      },
      {
        evidence: 'password_digest, encrypted_password or crypted_password with bcrypt',
        weight: 0.25,
        holds: (record) =>
          passwordColumns.some((column) => /^\$2[abxy]\$/.test(readText(record[column]) ?? '')),
      },
    ],
  ],
  skips: [
    {
      skip: 'deleted',
      reason: 'The user is marked as deleted (deleted_at or discarded_at).',
      when: (record) => isFilledCell(pickCell(record, 'deleted_at', 'discarded_at')),
    },
  ],
  passwordColumns,
  columns: {
    confirmation_sent_at: null,
    confirmation_token: null,
    // Confirmable proves the e-mail address.
    confirmed_at: 'emailVerifiedAt',
    consumed_timestep: null,
    current_sign_in_at: 'migratedFrom.lastSignInAt',
    current_sign_in_ip: null,
    deleted_at: null,
    discarded_at: null,
    encrypted_otp_secret: null,
    encrypted_otp_secret_iv: null,
    encrypted_otp_secret_salt: null,
    failed_attempts: null,
    invitation_created_at: null,
    invitation_sent_at: null,
    invitation_token: null,
    last_sign_in_at: 'migratedFrom.previousSignInAt',
    last_sign_in_ip: null,
    locked_at: 'migratedFrom.lockedAt',
    otp_backup_codes: null,
    otp_required_for_login: null,
    otp_secret: null,
    otp_secret_key: null,
    password_salt: null,
    perishable_token: null,
    persistence_token: null,
    provider: null,
    remember_created_at: null,
    remember_token: null,
    reset_password_sent_at: null,
    reset_password_token: null,
    salt: null,
    sign_in_count: 'migratedFrom.loginsCount',
    single_access_token: null,
    uid: null,
    // A new address that waits to be proved.
    unconfirmed_email: 'migratedFrom.unconfirmedEmail',
    unlock_token: null,
  },
  finish: (user, record, context, storedPassword) => {
    // `last_sign_in_at` is the sign-in before the current one, unless the application keeps that column alone.
    user.migratedFrom.lastSignInAt ??= readTimestamp(user.migratedFrom['previousSignInAt'])
    const salt = readText(pickCell(record, 'password_salt', 'salt'))
    const isSalted = salt !== undefined && readText(storedPassword)?.startsWith('$') === false
    if (isSalted) {
      const params = { ...context.passwordParams, password_salt: salt }
      putPassword(user, 'devise-encryptable', storedPassword, params)
    } else putPassword(user, 'devise', storedPassword, context.passwordParams)
    putDeviseIdentities(user, record, context)
    putFactors(user, record)
    addJoinedRoles(user, user.id, context)
  },
})

/** devise-two-factor and active_model_otp; newer versions encrypt the secret in the application. */
const putFactors = (user: UserRecord, record: JsonObject): void => {
  if (readBoolean(record['otp_required_for_login']) === false) return
  const secret = readText(pickCell(record, 'otp_secret', 'otp_secret_key'))
  const isEncrypted =
    secret === undefined ? isFilledCell(record['encrypted_otp_secret']) : secret.startsWith('{')
  if (isEncrypted) {
    const detail = 'The TOTP secret is encrypted by the application; export otp_secret from a Rails console.'
    user.losses.push({ kind: 'totp', detail })
  } else putTotp(user, secret)
  const codes = record['otp_backup_codes']
  if (isFilledCell(codes) && codes !== '{}' && readArray(codes)?.length !== 0) {
    user.losses.push({ kind: 'backup_codes', detail: 'The backup codes are hashed; new ones must be made.' })
  }
}
