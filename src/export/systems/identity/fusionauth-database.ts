import type { JsonObject, JsonValue } from '../../../source/source-record.js'
import type { SqlChild, SqlSystem } from '../../databases/sql-system.js'
import { PlanBuilder } from '../plan-builder.js'

/** FusionAuth's own tables, in the form of its API, with the hashes that the API never shows. */
export const fusionauthDatabase: SqlSystem = {
  name: 'fusionauth',
  dialects: ['postgresql', 'mysql'],
  usersTable: 'users',
  plan: (names) => {
    const users = names.findUsers('users')
    const identities = names.find('identities')
    if (users === undefined || identities === undefined || !identities.columns.includes('users_id'))
      return undefined
    const registrations = names.find('user_registrations')
    const granted = names.find('user_registrations_application_roles')
    const roles = names.find('application_roles')
    const links = names.find('identity_provider_links')
    const providers = names.find('identity_providers')
    const children: SqlChild[] = [
      { name: 'identities', query: `SELECT * FROM ${identities.sql}`, key: 'users_id' },
    ]
    if (registrations !== undefined) {
      children.push({
        name: 'registrations',
        query: `SELECT id, users_id, applications_id, username, data FROM ${registrations.sql}`,
        key: 'users_id',
      })
      if (granted !== undefined && roles !== undefined) {
        children.push({
          name: 'roles',
          query:
            `SELECT r.users_id, g.user_registrations_id AS registration, a.name FROM ${granted.sql} g ` +
            `JOIN ${registrations.sql} r ON r.id = g.user_registrations_id JOIN ${roles.sql} a ON a.id = g.application_roles_id`,
          key: 'users_id',
        })
      }
    }
    if (links !== undefined && providers !== undefined) {
      children.push({
        name: 'links',
        query:
          `SELECT l.users_id, l.display_name, l.identity_providers_user_id, p.name, p.type FROM ${links.sql} l ` +
          `JOIN ${providers.sql} p ON p.id = l.identity_providers_id`,
        key: 'users_id',
      })
    }
    const plan = new PlanBuilder(names)
      .users(users, ['id'], { since: { column: 'last_update_instant', unit: 'milliseconds' } })
      .says('Second factors: their secrets are not read from the database; they must be enrolled again.')
      .plan()!
    return { ...plan, parts: plan.parts.map((part) => ({ ...part, children, shape: shapeUser })) }
  },
}

type Rows = readonly JsonObject[]

const shapeUser = (
  row: JsonObject,
  { identities = [], registrations = [], roles = [], links = [] }: { readonly [name: string]: Rows },
): JsonObject => {
  const column = (name: string): JsonValue => row[name] ?? null
  const withPassword = identities.find((one) => typeof one['password'] === 'string') ?? {}
  const first = (name: string): JsonValue =>
    identities.map((one) => one[name]).find((value) => value !== undefined && value !== null) ?? null
  const typed = identities.filter((one) => typeof one['type'] === 'string' && 'value' in one)
  return {
    id: column('id'),
    tenantId: column('tenants_id'),
    active: column('active'),
    birthDate: column('birth_date'),
    data: column('data'),
    expiry: column('expiry'),
    firstName: column('first_name'),
    fullName: column('full_name'),
    imageUrl: column('image_url'),
    insertInstant: column('insert_instant'),
    lastName: column('last_name'),
    lastUpdateInstant: column('last_update_instant'),
    middleName: column('middle_name'),
    mobilePhone: column('mobile_phone'),
    timezone: column('timezone'),
    email: first('email'),
    username: first('username'),
    lastLoginInstant: first('last_login_instant'),
    verified: first('verified'),
    ...(typed.length === 0 ? {} : { identities: typed.map(readIdentity) }),
    ...readPassword(withPassword),
    registrations: registrations.map((one) => ({
      applicationId: one['applications_id'] ?? null,
      username: one['username'] ?? null,
      data: one['data'] ?? null,
      roles: roles.filter((role) => role['registration'] === one['id']).map((role) => role['name'] ?? null),
    })),
    identityProviderLinks: links.map((link) => ({
      identityProviderName: link['name'] ?? null,
      identityProviderType: link['type'] ?? null,
      identityProviderUserId: link['identity_providers_user_id'] ?? null,
      displayName: link['display_name'] ?? null,
    })),
  }
}

const readIdentity = (one: JsonObject): JsonObject => ({
  type: one['type'] ?? null,
  value: one['value'] ?? null,
  verified: one['verified'] ?? null,
})

const readPassword = (row: JsonObject): JsonObject =>
  typeof row['password'] !== 'string'
    ? {}
    : {
        password: row['password'],
        salt: row['salt'] ?? null,
        factor: row['factor'] ?? null,
        encryptionScheme: row['encryption_scheme'] ?? null,
        passwordChangeRequired: row['password_change_required'] ?? null,
      }
