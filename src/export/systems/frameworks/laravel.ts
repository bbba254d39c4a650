import type { SqlSystem } from '../../databases/sql-system.js'
import { PlanBuilder } from '../plan-builder.js'

/** Laravel: `users`, Socialite's accounts, roles of spatie/permission, teams of Jetstream. */
export const laravel: SqlSystem = {
  name: 'laravel',
  dialects: ['postgresql', 'mysql', 'sqlite', 'sqlserver'],
  usersTable: 'users',
  plan: (names) => {
    const users = names.findUsers('users')
    if (users === undefined) return undefined
    const accounts = names.find(
      'social_accounts',
      'socialite_users',
      'connected_accounts',
      'linked_social_accounts',
    )
    const builder = new PlanBuilder(names).users(users, ['id'], { sinceColumns: ['updated_at'] })
    const provider = accounts && names.column(accounts, 'provider', 'provider_name')
    if (accounts === undefined || provider === undefined) {
      builder.says('Socialite accounts: no table social_accounts was found; nothing is exported of it.')
    } else {
      builder.add({
        file: 'identities',
        query: `SELECT user_id, ${names.quote(provider)} AS provider, provider_id FROM ${accounts.sql}`,
        key: 'user_id',
      })
    }
    return builder
      .query(
        'roles',
        'Roles of spatie/permission',
        'model_id',
        ['model_has_roles', 'roles'],
        (members, roles) =>
          `SELECT m.model_id, r.name AS role FROM ${members} m JOIN ${roles} r ON r.id = m.role_id`,
      )
      .query(
        'teams',
        'Teams of Jetstream',
        'user_id',
        ['teams', 'team_user'],
        (teams, members) =>
          `SELECT t.user_id, t.name AS team, 'owner' AS role FROM ${teams} t UNION ALL ` +
          `SELECT tu.user_id, t.name AS team, tu.role FROM ${members} tu JOIN ${teams} t ON t.id = tu.team_id`,
      )
      .plan()
  },
}
