import type { SqlSystem } from '../../databases/sql-system.js'
import { metaKeys } from '../../../presets/wordpress/wordpress-meta.js'
import { PlanBuilder } from '../plan-builder.js'

/** WordPress: `wp_users`, what the preset reads of `wp_usermeta`, accounts of Nextend Social Login. */
export const wordpress: SqlSystem = {
  name: 'wordpress',
  dialects: ['mysql', 'sqlite'],
  prefix: 'wp_',
  usersTable: 'wp_users',
  plan: (names) => {
    const users = names.findUsers('users')
    if (users === undefined) return undefined
    const keys = metaKeys.map((key) => `'${key}'`).join(', ')
    return new PlanBuilder(names)
      .users(users, ['ID'])
      .table('usermeta', 'User meta', ['usermeta'], ['user_id'], {
        columns: ['user_id', 'meta_key', 'meta_value'],
        where: `meta_key IN (${keys}) OR meta_key LIKE '%capabilities'`,
      })
      .table('social', 'Accounts of Nextend Social Login', ['social_users'], ['ID'])
      .plan()
  },
}
