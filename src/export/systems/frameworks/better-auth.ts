import type { SqlSystem } from '../../databases/sql-system.js'
import { PlanBuilder } from '../plan-builder.js'

/** better-auth: tables of any adapter, in camel or snake case. Tokens of providers are not read. */
export const betterAuth: SqlSystem = {
  name: 'better-auth',
  dialects: ['postgresql', 'mysql', 'sqlite', 'sqlserver'],
  usersTable: 'user',
  plan: (names) => {
    const users = names.findUsers('user', 'users')
    if (users === undefined) return undefined
    const user = ['userId', 'user_id']
    return new PlanBuilder(names)
      .users(users, ['id'], { sinceColumns: ['updatedAt', 'updated_at'] })
      .table('accounts', 'Passwords and social accounts', ['account', 'accounts'], user, {
        columns: [
          'id',
          'userId',
          'user_id',
          'providerId',
          'provider_id',
          'accountId',
          'account_id',
          'password',
        ],
      })
      .table('twoFactors', 'Second factors', ['twoFactor', 'two_factor', 'twoFactors'], user, {
        columns: ['id', 'userId', 'user_id'],
      })
      .table('passkeys', 'Passkeys', ['passkey', 'passkeys'], user, {
        columns: ['id', 'userId', 'user_id', 'name'],
      })
      .table('members', 'Members of organizations', ['member', 'members'], user)
      .table('organizations', 'Organizations', ['organization', 'organizations'], ['id'])
      .table('invitations', 'Invitations', ['invitation', 'invitations'], ['id'])
      .plan()
  },
}
