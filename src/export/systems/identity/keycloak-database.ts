import { MigrationError } from '../../../outcome/migration-error.js'
import type { JsonObject } from '../../../source/source-record.js'
import type { SqlChild, SqlSystem } from '../../databases/sql-system.js'
import { PlanBuilder } from '../plan-builder.js'
import { shapeKeycloakUser } from './shape-keycloak-user.js'

/** Groups in groups are followed up to so many levels. */
const groupLevels = 6

/**
 * Keycloak's own tables, in the form that `kc.sh export` writes: with hashes and TOTP secrets, which the admin API does
 * not give out.
 *
 * @param realm one realm; undefined takes all but `master`
 */
export const keycloakDatabase = (realm: string | undefined): SqlSystem => ({
  name: 'keycloak',
  dialects: ['postgresql', 'mysql', 'sqlserver'],
  usersTable: 'user_entity',
  plan: (names) => {
    const users = names.findUsers('user_entity')
    const realms = names.find('realm')
    if (users === undefined || realms === undefined) return undefined
    const inRealm = `IN (SELECT id FROM ${realms.sql} WHERE ${realm === undefined ? `name <> 'master'` : `name = ${literal(realm)}`})`
    const clients = names.find('client')
    const children: SqlChild[] = []
    const child = (name: string, table: string, write: (sql: string) => string): void => {
      const found = names.find(table)
      if (found !== undefined) children.push({ name, query: write(found.sql), key: 'user_id' })
    }
    child('attributes', 'user_attribute', (sql) => `SELECT * FROM ${sql}`)
    child('credentials', 'credential', (sql) => `SELECT * FROM ${sql}`)
    child('actions', 'user_required_action', (sql) => `SELECT user_id, required_action FROM ${sql}`)
    child(
      'federated',
      'federated_identity',
      (sql) => `SELECT user_id, identity_provider, federated_user_id, federated_username FROM ${sql}`,
    )
    child('groups', 'keycloak_group', (sql) => groupsQuery(sql, names.find('user_group_membership')!.sql))
    child(
      'roles',
      'keycloak_role',
      (sql) =>
        `SELECT m.user_id, r.name, c.client_id FROM ${names.find('user_role_mapping')!.sql} m ` +
        `JOIN ${sql} r ON r.id = m.role_id LEFT JOIN ${clients!.sql} c ON c.id = r.client`,
    )
    const builder = new PlanBuilder(names)
      .users(users, ['id'])
      .says(
        realm === undefined
          ? 'Users of all realms but master; --realm exports one.'
          : `Users of the realm ${realm} alone.`,
      )
      .query('identityProviders', 'Identity providers', 'alias', ['identity_provider'], (sql) => {
        return `SELECT provider_alias AS alias, provider_id AS ${names.quote('providerId')} FROM ${sql} WHERE realm_id ${inRealm}`
      })
    const plan = builder.plan()
    if (plan === undefined) return undefined
    const [usersPart, ...others] = plan.parts
    const parts = [
      {
        ...usersPart!,
        query: `SELECT * FROM ${users.sql} WHERE realm_id ${inRealm}`,
        children,
        shape: shapeKeycloakUser,
      },
      ...others,
    ]
    const organizations = names.find('org')
    if (organizations !== undefined) {
      parts.push({
        file: 'organizations',
        query: `SELECT id, name, alias, description, enabled, group_id FROM ${organizations.sql} WHERE realm_id ${inRealm}`,
        key: 'id',
        children: [
          {
            name: 'members',
            query:
              `SELECT o.id AS org_id, u.username FROM ${organizations.sql} o JOIN ${names.find('user_group_membership')!.sql} m ` +
              `ON m.group_id = o.group_id JOIN ${users.sql} u ON u.id = m.user_id`,
            key: 'org_id',
          },
        ],
        shape: ({ group_id: _group, ...row }: JsonObject, { members = [] }) => ({
          ...row,
          members: members.map(({ username = null }) => ({ username })),
        }),
      })
    }
    return { ...plan, parts }
  },
})

/** A path is read from the top: `name6` is the outermost. Group of organizations are no groups of people's own. */
const groupsQuery = (groups: string, members: string): string => {
  const levels = Array.from({ length: groupLevels }, (_, index) => index + 1)
  const columns = levels.map((level) => `g${level}.name AS name${level}`).join(', ')
  const joins = levels
    .slice(1)
    .map((level) => `LEFT JOIN ${groups} g${level} ON g${level}.id = g${level - 1}.parent_group`)
    .join(' ')
  return `SELECT m.user_id, ${columns} FROM ${members} m JOIN ${groups} g1 ON g1.id = m.group_id ${joins}`
}

/** A name stands in the query itself; what could end its quotes is refused. */
const literal = (name: string): string => {
  if (/^[\w .@+-]{1,255}$/.test(name)) return `'${name}'`
  throw new MigrationError(
    'usage',
    'flag_invalid',
    `--realm takes the name of a realm: letters, digits, blanks and . @ + - _, got ${JSON.stringify(name)}`,
  )
}
