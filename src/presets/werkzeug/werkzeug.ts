import type { JsonObject } from '../../source/source-record.js'
import type { Recognition } from '../preset.js'
import { declareTable } from '../table/declare-table.js'
import { addJoinedRoles, createRolesFile } from '../table/table-roles.js'
import { takeUsernameForEmail } from '../table/take-username-for-email.js'
import type { UserRecord } from '../user-record.js'
import { isFilledCell, pickCell } from '../vocabulary/cells/pick-cell.js'
import { putPassword } from '../vocabulary/put-password.js'
import { putTotp } from '../vocabulary/put-totp.js'
import { readObject } from '../vocabulary/cells/read-json-cell.js'
import { readText } from '../vocabulary/cells/read-text.js'
import { recogniseByClues } from '../vocabulary/recognise-by-clues.js'
import { checkTotpParameters } from '../vocabulary/totp-secret.js'

const roles = createRolesFile(
  'Roles: user_id and role, from the tables roles_users and role',
  ['user_id', 'users_id', 'user'],
  ['role', 'name', 'role_name'],
)

const passwordColumns = ['password_hash', 'password', '_password_hash', '_password', 'pw_hash', 'pwhash']

const hashShape =
  /^(?:pbkdf2:(?:md5|sha\d{1,3})(?::\d+)?|scrypt:\d+:\d+:\d+|(?:md5|sha1|sha224|sha256|sha384|sha512))\$[A-Za-z0-9]{4,64}\$[\da-f]{32,128}$/

/** Flask and other applications with Werkzeug's hashes, and Flask-Security. */
export const werkzeug = declareTable({
  name: 'werkzeug',
  aliases: ['flask', 'flask-security'],
  isFramework: true,
  title: 'Flask (Werkzeug, Flask-Security)',
  relatedFiles: [roles],
  forms: (sample) => recogniseWerkzeug(sample),
  passwordColumns,
  columns: {
    // Flask-Security proves the e-mail address; a phone number is there once it is proved.
    confirmed_at: 'emailVerifiedAt',
    current_login_at: 'migratedFrom.lastSignInAt',
    current_login_ip: null,
    fs_token_uniquifier: null,
    fs_uniquifier: null,
    fs_webauthn_user_handle: null,
    last_login_at: 'migratedFrom.previousSignInAt',
    last_login_ip: null,
    login_count: 'migratedFrom.loginsCount',
    member_since: 'migratedFrom.createdAt',
    mf_recovery_codes: null,
    tf_primary_method: null,
    tf_totp_secret: null,
    us_phone_number: 'primaryPhone',
    us_totp_secrets: null,
  },
  finish: (user, record, context, storedPassword) => {
    takeUsernameForEmail(user)
    // Flask-Security runs the password through an HMAC first, unless told otherwise.
    const isFlaskSecurity = 'fs_uniquifier' in record && readText(storedPassword)?.startsWith('$') === true
    putPassword(user, isFlaskSecurity ? 'flask-security' : 'werkzeug', storedPassword, context.passwordParams)
    putFactors(user, record)
    addJoinedRoles(user, user.id, context)
  },
})

const recogniseWerkzeug = (sample: readonly JsonObject[]): Recognition =>
  recogniseByClues(
    // Users of single sign-on have no password and say nothing.
    sample.filter((record) => isFilledCell(pickCell(record, ...passwordColumns))),
    [
      {
        evidence: 'passwords such as pbkdf2:sha256:600000$salt$hex or scrypt:32768:8:1$…, or fs_uniquifier',
        weight: 0.9,
        isOwn: true,
        holds: (record) =>
          'fs_uniquifier' in record || hashShape.test(readText(pickCell(record, ...passwordColumns)) ?? ''),
      },
      {
        evidence: 'a column password_hash, or those of Flask-Security',
        weight: 0.1,
        holds: (record) => 'password_hash' in record || 'fs_uniquifier' in record,
      },
    ],
  )

const putFactors = (user: UserRecord, record: JsonObject): void => {
  const method = readText(record['tf_primary_method'])
  if (method === 'sms' || method === 'mail' || method === 'email') {
    user.losses.push({ kind: 'second_factor', detail: `The second factor ${method} must be enrolled again.` })
  } else if (method !== undefined) putFlaskTotp(user, record)
  if (isFilledCell(record['mf_recovery_codes']) && readText(record['mf_recovery_codes']) !== '[]') {
    const detail = 'The recovery codes do not have the form that Logto asks for; new ones must be made.'
    user.losses.push({ kind: 'backup_codes', detail })
  }
}

/** passlib writes a JSON object with the key in base32, or with an encrypted one. */
const putFlaskTotp = (user: UserRecord, record: JsonObject): void => {
  const stored = record['tf_totp_secret']
  const source = readObject(stored)
  if (source === undefined) {
    putTotp(user, stored)
    return
  }
  const key = readText(source['key'])
  const loss =
    key === undefined
      ? 'The TOTP secret is encrypted with SECURITY_TOTP_SECRETS; decrypt it first.'
      : checkTotpParameters({
          algorithm: readText(source['alg']),
          digits: readText(source['digits']),
          periodSeconds: readText(source['period']),
        })
  if (loss !== undefined) user.losses.push({ kind: 'totp', detail: loss })
  else putTotp(user, key)
}
