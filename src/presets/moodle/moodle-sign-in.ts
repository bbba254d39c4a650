import type { JsonObject } from '../../source/source-record.js'
import { userRows } from '../declare/user-rows.js'
import type { PresetContext } from '../preset.js'
import type { UserRecord } from '../user-record.js'
import { loseEnterpriseIdentity, loseSocialIdentity } from '../vocabulary/identities/lose-identity.js'
import { losePassword } from '../vocabulary/lose-password.js'
import { putPassword } from '../vocabulary/put-password.js'
import { putTotp } from '../vocabulary/put-totp.js'
import { readBoolean } from '../vocabulary/cells/read-boolean.js'
import { readText } from '../vocabulary/cells/read-text.js'

export const moodleLogins = userRows(
  'logins',
  'OAuth 2 logins: userid, issuer (its name), username, from auth_oauth2_linked_login and oauth2_issuer',
  ['userid'],
  ['issuer', 'username'],
)

export const moodleFactors = userRows(
  'factors',
  'Table tool_mfa: userid, factor, secret, revoked',
  ['userid'],
  ['factor', 'secret', 'revoked'],
)

/** Methods of authentication that keep the password in Moodle itself. */
const internal: ReadonlySet<string> = new Set(['email', 'manual', 'none'])

/** What Moodle writes where another system checks the password, or a backup was restored without it. */
const noHashes: ReadonlySet<string> = new Set(['not cached', 'restored', 'to be generated'])

export const putMoodleSignIn = (user: UserRecord, record: JsonObject, context: PresetContext): void => {
  const auth = readText(record['auth']) ?? 'manual'
  const stored = readText(record['password'])
  if (auth === 'nologin') user.isSuspended = true
  else if (auth === 'oauth2') putLogins(user, context)
  else if (!internal.has(auth)) {
    loseEnterpriseIdentity(user, { provider: auth, userId: readText(record['username']) })
  } else if (!('password' in record)) {
    losePassword(user, 'The CSV of Moodle holds no password hashes; export the table mdl_user.')
  }
  // A directory may leave a hash behind for when it is down: that is not the password of the person.
  if (internal.has(auth) && stored !== undefined && !noHashes.has(stored)) {
    putPassword(user, 'moodle', stored, context.passwordParams)
  }
}

/** The link holds a name or an address at the provider, which is not the id that Logto compares. */
const putLogins = (user: UserRecord, context: PresetContext): void => {
  const rows = user.id === undefined ? [] : context.related('logins', user.id)
  const why =
    'Moodle keeps the name at the provider and not the id; Logto links by e-mail at the next sign-in.'
  for (const row of rows) {
    loseSocialIdentity(
      user,
      { provider: readText(row['issuer']) ?? 'oauth2', userId: readText(row['username']) },
      why,
    )
  }
  if (rows.length === 0) loseSocialIdentity(user, { provider: 'oauth2' }, why)
}

export const putMoodleFactors = (user: UserRecord, context: PresetContext): void => {
  for (const row of user.id === undefined ? [] : context.related('factors', user.id)) {
    const factor = readText(row['factor']) ?? 'unknown'
    if (readBoolean(row['revoked']) === true) continue
    if (factor === 'totp') putTotp(user, row['secret'])
    else if (factor === 'webauthn') {
      user.losses.push({ kind: 'passkey', detail: 'A passkey belongs to the address of the old site.' })
    } else if (factor === 'sms') {
      user.losses.push({ kind: 'second_factor', detail: 'Codes by SMS have to be set up again.' })
    }
  }
}
