import type { JsonObject, JsonValue } from '../../source/source-record.js'
import type { PresetContext, RelatedFile } from '../preset.js'
import type { UserRecord } from '../user-record.js'
import { losePassword } from '../vocabulary/lose-password.js'
import { putPassword } from '../vocabulary/put-password.js'
import { isObject, readJsonCell } from '../vocabulary/cells/read-json-cell.js'
import { readText } from '../vocabulary/cells/read-text.js'
import type { Auth0Identity } from './auth0-identities.js'

/**
 * The hash export that Auth0's support makes. Joined by id, never by e-mail: several connections may hold
 * the same address with different passwords.
 */
export const auth0Passwords: RelatedFile = {
  name: 'passwords',
  title: 'Password hash export of Auth0 support (NDJSON)',
  keysOf: (row) => {
    const id = readText(row['alt_id']) ?? readOid(row)
    return id === undefined ? [] : [`auth0|${id}`]
  },
  reduce: ({
    passwordHash = null,
    connection = null,
    email = null,
    email_verified = null,
    identifiers = null,
  }) => ({
    passwordHash,
    connection,
    email,
    email_verified,
    identifiers,
  }),
}

const readOid = (row: JsonObject): string | undefined => {
  // One export in the wild spells it in capitals.
  const id = row['_id'] ?? row['_ID']
  return readText(isObject(id) ? id['$oid'] : id)
}

/**
 * Finds the password of a user: in the record itself (people merge the exports) or in the password file.
 *
 * @returns the row of the password file that belongs to the user, undefined when there is none
 */
export const putAuth0Password = (
  user: UserRecord,
  record: JsonObject,
  identities: readonly Auth0Identity[],
  context: PresetContext,
): JsonObject | undefined => {
  const { rows, hasForeign } = findRows(identities, context)
  const merged = record['passwordHash'] ?? record['password_hash'] ?? readCustomHash(record)
  const stored = isPresent(merged) ? merged : rows[0]?.['passwordHash']
  putPassword(user, 'auth0', stored, context.passwordParams)
  if (rows.length > 1) {
    user.losses.push({
      kind: 'password',
      detail: 'The user has passwords in several connections; the first one was taken.',
    })
  } else if (hasForeign && !isPresent(stored)) {
    user.losses.push({
      kind: 'password',
      detail: 'The password export has the id of the user in another connection only.',
    })
  } else if (!isPresent(stored) && identities.some(isDatabase)) {
    losePassword(
      user,
      "Auth0's users export holds no password hashes; its support makes the export of them, which is source.passwords.",
    )
  }
  return rows[0]
}

const readCustomHash = (record: JsonObject): JsonValue | undefined =>
  readJsonCell(record['custom_password_hash'])

const isPresent = (value: JsonValue | undefined): value is JsonValue =>
  value !== undefined && value !== null && value !== ''

/** Rows of the user's database identities, each from the connection that the identity belongs to. */
const findRows = (
  identities: readonly Auth0Identity[],
  context: PresetContext,
): { rows: JsonObject[]; hasForeign: boolean } => {
  const rows: JsonObject[] = []
  let hasForeign = false
  for (const { provider, userId, connection } of identities) {
    if (provider !== 'auth0') continue
    for (const row of context.related('passwords', `auth0|${userId}`)) {
      if (connection === undefined || isSameConnection(row, connection)) rows.push(row)
      else hasForeign = true
    }
  }
  return { rows, hasForeign }
}

const isSameConnection = (row: JsonObject, connection: string): boolean => {
  const own = readText(row['connection'])
  return own === undefined || own === connection
}

/** Passwordless connections have no password. */
const isDatabase = ({ provider }: Auth0Identity): boolean => provider === 'auth0'
