import type { SqlSystem } from '../../databases/sql-system.js'
import { PlanBuilder } from '../plan-builder.js'

/** Rails with Devise, `has_secure_password` and the like: `users`, with OmniAuth's accounts and rolify's roles. */
export const devise: SqlSystem = {
  name: 'devise',
  dialects: ['postgresql', 'mysql', 'sqlite', 'sqlserver'],
  usersTable: 'users',
  plan: (names) => {
    const users = names.findUsers('users', 'accounts', 'admins')
    if (users === undefined) return undefined
    return new PlanBuilder(names)
      .users(users, ['id'], { sinceColumns: ['updated_at'] })
      .table(
        'identities',
        'OmniAuth accounts',
        ['identities', 'authentications', 'user_identities', 'omniauth_accounts', 'social_accounts'],
        ['user_id', 'account_id'],
        { columns: ['user_id', 'account_id', 'provider', 'uid', 'email'] },
      )
      .query(
        'roles',
        'Roles of rolify',
        'user_id',
        ['users_roles', 'roles'],
        (members, roles) =>
          `SELECT ur.user_id, r.name AS role FROM ${members} ur JOIN ${roles} r ON r.id = ur.role_id`,
      )
      .plan()
  },
}
