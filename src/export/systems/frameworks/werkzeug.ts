import type { SqlSystem } from '../../databases/sql-system.js'
import { PlanBuilder } from '../plan-builder.js'

/** Flask with Werkzeug's hashes, Flask-Security. */
export const werkzeug: SqlSystem = {
  name: 'werkzeug',
  dialects: ['postgresql', 'mysql', 'sqlite', 'sqlserver'],
  usersTable: 'user',
  plan: (names) => {
    const users = names.findUsers('user', 'users')
    if (users === undefined) return undefined
    const roles = names.find('role') === undefined ? 'roles' : 'role'
    return new PlanBuilder(names)
      .users(users, ['id'], { sinceColumns: ['update_datetime', 'updated_at'] })
      .query(
        'roles',
        'Roles of Flask-Security',
        'user_id',
        ['roles_users', roles],
        (members, table) =>
          `SELECT ru.user_id, r.name AS role FROM ${members} ru JOIN ${table} r ON r.id = ru.role_id`,
      )
      .plan()
  },
}
