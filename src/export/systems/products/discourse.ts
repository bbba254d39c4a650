import type { SqlSystem } from '../../databases/sql-system.js'
import { PlanBuilder } from '../plan-builder.js'

/** Discourse: `users` of its PostgreSQL and their neighbours. */
export const discourse: SqlSystem = {
  name: 'discourse',
  dialects: ['postgresql'],
  usersTable: 'users',
  plan: (names) => {
    const users = names.findUsers('users')
    if (users === undefined || names.column(users, 'trust_level') === undefined) return undefined
    const user = ['user_id']
    return new PlanBuilder(names)
      .users(users, ['id'], { where: 'id > 0', sinceColumns: ['updated_at'] })
      .table('emails', 'Addresses', ['user_emails'], user)
      .table('passwords', 'Passwords (in users before 2024)', ['user_passwords'], user)
      .table('accounts', 'Social accounts', ['user_associated_accounts'], user, {
        columns: ['id', 'user_id', 'provider_name', 'provider_uid', 'info'],
      })
      .table('secondFactors', 'Second factors', ['user_second_factors'], user)
      .table('securityKeys', 'Passkeys', ['user_security_keys'], user, {
        columns: ['id', 'user_id', 'factor_type', 'enabled', 'name'],
      })
      .query(
        'groups',
        'Groups',
        'user_id',
        ['group_users', 'groups'],
        (members, groups) =>
          `SELECT gu.user_id, g.name, g.automatic FROM ${members} gu JOIN ${groups} g ON g.id = gu.group_id`,
      )
      .plan()
  },
}
