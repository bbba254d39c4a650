import type { SqlSystem } from '../../databases/sql-system.js'
import { PlanBuilder } from '../plan-builder.js'

/** Spring Security: `users` and `authorities` of its default schema, or an application's own. */
export const spring: SqlSystem = {
  name: 'spring',
  dialects: ['postgresql', 'mysql', 'sqlite', 'sqlserver'],
  usersTable: 'users',
  plan: (names) => {
    const users = names.findUsers('users', 'user')
    if (users === undefined) return undefined
    const builder = new PlanBuilder(names).users(users, ['id', 'username', 'user_name'], {
      sinceColumns: ['updated_at', 'updatedAt', 'last_modified_date'],
    })
    if (names.find('authorities') !== undefined) {
      return builder
        .table('roles', 'Authorities', ['authorities'], ['username', 'user_name', 'user_id'])
        .plan()
    }
    return builder
      .query(
        'roles',
        'Roles',
        'user_id',
        ['users_roles', 'roles'],
        (members, roles) =>
          `SELECT ur.user_id, r.name AS role FROM ${members} ur JOIN ${roles} r ON r.id = ur.role_id`,
      )
      .plan()
  },
}
