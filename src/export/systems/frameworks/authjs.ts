import type { SqlSystem } from '../../databases/sql-system.js'
import { PlanBuilder } from '../plan-builder.js'

const user = ['userId', 'user_id']

/** Auth.js: tables of any adapter. Tokens of providers are not read. */
export const authjs: SqlSystem = {
  name: 'authjs',
  dialects: ['postgresql', 'mysql', 'sqlite', 'sqlserver'],
  usersTable: 'User',
  plan: (names) => {
    const users = names.findUsers('User', 'users', 'user')
    if (users === undefined) return undefined
    return new PlanBuilder(names)
      .users(users, ['id'], { sinceColumns: ['updatedAt', 'updated_at'] })
      .table('accounts', 'Social accounts', ['Account', 'accounts', 'account'], user, {
        columns: ['id', 'userId', 'user_id', 'type', 'provider', 'providerAccountId', 'provider_account_id'],
      })
      .table('authenticators', 'Passkeys', ['Authenticator', 'authenticators', 'authenticator'], user, {
        columns: ['userId', 'user_id', 'providerAccountId'],
      })
      .plan()
  },
}
