import type { SqlSystem } from '../../databases/sql-system.js'
import { PlanBuilder } from '../plan-builder.js'

const metaKeys = [
  '_two_factor_backup_codes',
  '_two_factor_enabled_providers',
  '_two_factor_totp_key',
  'billing_address_1',
  'billing_address_2',
  'billing_city',
  'billing_country',
  'billing_phone',
  'billing_postcode',
  'billing_state',
  'description',
  'first_name',
  'last_name',
  'locale',
  'nickname',
]

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
