import type { JsonObject, JsonValue } from '../../source/source-record.js'
import { addOrganization } from '../declare/add-organization.js'
import { fieldLooksLike, hasAnyField, hasFields, own } from '../declare/clues.js'
import { declarePreset } from '../declare/declare-preset.js'
import type { UserRecord } from '../user-record.js'
import { losePassword } from '../vocabulary/lose-password.js'
import { isObject, readArray, readObjects } from '../vocabulary/cells/read-json-cell.js'
import { readList } from '../vocabulary/cells/read-list.js'
import { setPath } from '../vocabulary/cells/set-path.js'
import { readText } from '../vocabulary/cells/read-text.js'
import { putKindeIdentities } from './kinde-identities.js'
import { putKindePassword } from './kinde-passwords.js'

/** Kinde: `users.ndjson` of the export of all data, users of the Management API, rows made for its CSV import. */
export const kinde = declarePreset({
  name: 'kinde',
  title: 'Kinde',
  forms: [
    [
      own({
        evidence: 'identities with type and identity',
        weight: 0.7,
        holds: ({ identities }) => readObjects(identities).some((one) => 'type' in one && 'identity' in one),
      }),
      hasAnyField(0.3, 'feature_flags', 'properties', 'password', 'provided_id', 'preferred_email'),
    ],
    [
      own(fieldLooksLike(0.5, 'id', 'kp_…', /^kp_/)),
      own(hasAnyField(0.5, 'preferred_email', 'provided_id', 'total_sign_ins')),
    ],
    [
      own(hasFields(0.7, 'hashed_password', 'hashing_method')),
      hasAnyField(0.3, 'salt_position', 'salt_format'),
    ],
  ],
  fields: {
    id: 'id',
    provided_id: 'migratedFrom.providedId',
    preferred_email: 'primaryEmail',
    email: 'primaryEmail',
    email_verified: 'emailVerified',
    phone: 'primaryPhone',
    phone_verified: 'phoneVerified',
    username: 'username',
    first_name: 'profile.givenName',
    last_name: 'profile.familyName',
    full_name: 'name',
    picture: 'avatar',
    is_suspended: 'isSuspended',
    created_on: 'migratedFrom.createdAt',
    updated_on: 'migratedFrom.updatedAt',
    last_signed_in: 'migratedFrom.lastSignInAt',
    total_sign_ins: 'migratedFrom.signInCount',
    failed_sign_ins: null,
    roles: 'roles',
    properties: (user, value) => keepPairs(user.customData, 'properties', readObjects(value)),
    feature_flags: (user, value) => keepPairs(user.customData, 'featureFlags', readObjects(value)),
    organizations: (user, value) => readOrganizations(user, value),
    password: putKindePassword,
    hashed_password: putKindePassword,
    hashing_method: null,
    hashing_algorithm: null,
    salt: null,
    salt_format: null,
    salt_position: null,
    salt_separator: null,
    signer_key: null,
    rounds: null,
    mem_cost: null,
    identities: null,
    external_organization_id: null,
  },
  finish: (user, record, context) => {
    joinImportedOrganization(user, record)
    putKindeIdentities(user, record, context)
    if (!('password' in record) && !('hashed_password' in record)) {
      losePassword(user, 'The file has no passwords; the export of all data with passwords has them.')
    }
  },
})

/** In the table of the import, roles are those in the organization that stands beside them. */
const joinImportedOrganization = (user: UserRecord, record: JsonObject): void => {
  const id = readText(record['external_organization_id'])
  if (id === undefined) return
  addOrganization(user, { id }, user.roles)
  user.roles = []
}

/** Codes of the API, or objects of the export, which name organizations by their external id. */
const readOrganizations = (user: UserRecord, value: JsonValue): boolean => {
  for (const entry of readArray(value) ?? readList(value)) {
    if (!isObject(entry)) addOrganization(user, { id: readText(entry) }, [])
    else {
      const id = readText(entry['external_id']) ?? readText(entry['code']) ?? readText(entry['id'])
      addOrganization(user, { id, name: readText(entry['name']) }, readList(entry['roles']))
      keepGrants(user, id, entry)
    }
  }
  return user.organizations.length > 0
}

/** Logto gives permissions by roles alone: what somebody has beside them is kept, not granted. */
const keepGrants = (user: UserRecord, id: string | undefined, entry: JsonObject): void => {
  for (const kind of ['permissions', 'scopes']) {
    const grants = readArray(entry[kind]) ?? readList(entry[kind])
    if (grants.length > 0) setPath(user.customData, ['kinde', 'organizations', id ?? '', kind], grants)
  }
}

const keepPairs = (customData: JsonObject, name: string, pairs: readonly JsonObject[]): boolean => {
  const kept: JsonObject = {}
  for (const pair of pairs) {
    const key = readText(pair['key'])
    if (key !== undefined && key !== '__proto__') kept[key] = pair['value'] ?? null
  }
  if (Object.keys(kept).length === 0) return false
  customData[name] = kept
  return true
}
