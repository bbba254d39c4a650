import type { JsonObject, JsonValue } from '../../source/source-record.js'
import { laravelIdentities, putLaravelIdentities } from './laravel-identities.js'
import { laravelTeams, putLaravelTeams } from './laravel-teams.js'
import { declareTable } from '../table/declare-table.js'
import { addJoinedRoles, createRolesFile } from '../table/table-roles.js'
import type { UserRecord } from '../user-record.js'
import { isFilledCell, pickCell } from '../vocabulary/cells/pick-cell.js'
import { putPassword } from '../vocabulary/put-password.js'
import { putTotp } from '../vocabulary/put-totp.js'
import { readText } from '../vocabulary/cells/read-text.js'
import { hasAllNames, hasAnyName } from '../vocabulary/has-name.js'

const roles = createRolesFile(
  'Roles: user_id and role, from the tables model_has_roles and roles',
  ['user_id', 'model_id'],
  ['role', 'name', 'role_name'],
)

/** Laravel: the table `users` with what Fortify, Jetstream, Socialite and spatie/permission add. */
export const laravel = declareTable({
  name: 'laravel',
  title: 'Laravel',
  isFramework: true,
  relatedFiles: [laravelIdentities, roles, laravelTeams],
  forms: [
    [
      {
        evidence: 'email_verified_at beside created_at',
        weight: 0.15,
        holds: hasAllNames('email_verified_at', 'created_at'),
      },
      {
        evidence: 'email_verified_at beside a password with a hash of PHP',
        weight: 0.1,
        isOwn: true,
        holds: (record) => 'email_verified_at' in record && isHashOfPhp(readText(record['password'])),
      },
      {
        evidence: 'remember_token beside email_verified_at or password, or columns of Fortify or Jetstream',
        weight: 0.6,
        isOwn: true,
        holds: (record) =>
          ('remember_token' in record && hasAnyName('password', 'email_verified_at')(record)) ||
          hasAnyName('two_factor_recovery_codes', 'profile_photo_path', 'current_team_id')(record),
      },
      {
        evidence: 'a column password, with hashes of PHP ($2y$ or Argon2)',
        weight: 0.15,
        holds: (record) => {
          const password = readText(record['password'])
          // Users of Socialite have none.
          return password === undefined ? 'password' in record : isHashOfPhp(password)
        },
      },
    ],
  ],
  skips: [
    {
      skip: 'deleted',
      reason: 'The user is marked as deleted (deleted_at).',
      when: (record) => isFilledCell(record['deleted_at']),
    },
  ],
  passwordColumns: ['password'],
  columns: {
    api_token: null,
    deleted_at: null,
    github_refresh_token: null,
    github_token: null,
    google_refresh_token: null,
    google_token: null,
    last_login_ip: null,
    profile_photo_path: 'customData.profilePhotoPath',
    profile_photo_url: 'avatar',
    provider: null,
    provider_id: null,
    provider_name: null,
    provider_refresh_token: null,
    provider_token: null,
    remember_token: null,
    two_factor_confirmed_at: null,
    two_factor_recovery_codes: null,
    two_factor_secret: null,
  },
  finish: (user, record, context, storedPassword) => {
    putPassword(user, 'laravel', storedPassword, context.passwordParams)
    putLaravelIdentities(user, record, context)
    putFactors(user, record)
    addJoinedRoles(user, user.id, context)
    putLaravelTeams(user, context)
  },
})

const isHashOfPhp = (password = ''): boolean => /^\$(?:2y|argon2id?)\$/.test(password)

/** Fortify encrypts secret and codes with the application's key. */
const putFactors = (user: UserRecord, record: JsonObject): void => {
  const secret = readText(record['two_factor_secret'])
  if (secret === undefined || secret === 'NULL') return
  // An enrolment that was never confirmed is no factor; older versions have no such column.
  if ('two_factor_confirmed_at' in record && !isFilledCell(pickCell(record, 'two_factor_confirmed_at')))
    return
  if (isEncrypted(secret)) {
    const detail =
      'The TOTP secret is encrypted with APP_KEY; export it decrypted, see the page of the preset.'
    user.losses.push({ kind: 'totp', detail })
  } else putTotp(user, secret)
  if (isFilledCell(record['two_factor_recovery_codes'])) {
    const detail = 'The recovery codes do not have the form that Logto asks for; new ones must be made.'
    user.losses.push({ kind: 'backup_codes', detail })
  }
}

/** `encrypt()` gives base64 of `{"iv":…}`. */
const isEncrypted = (secret: JsonValue): boolean =>
  typeof secret === 'string' && secret.startsWith('eyJpdiI6')
