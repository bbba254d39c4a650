import type { SqlSystem } from '../../databases/sql-system.js'
import { PlanBuilder } from '../plan-builder.js'

/** ASP.NET Identity: `AspNetUsers` and its neighbours, on whatever database; ABP's and OpenIddict's prefix by option. */
export const aspnetIdentity: SqlSystem = {
  name: 'aspnet-identity',
  dialects: ['sqlserver', 'postgresql', 'mysql', 'sqlite'],
  usersTable: 'AspNetUsers',
  plan: (names) => {
    const users = names.findUsers('AspNetUsers', 'AbpUsers')
    if (users === undefined) return undefined
    const beside = (name: string): string[] => [`AspNet${name}`, `Abp${name}`]
    const user = ['UserId', 'user_id']
    return new PlanBuilder(names)
      .users(users, ['Id'], { sinceColumns: ['UpdatedAt', 'LastModificationTime', 'ModifiedAt'] })
      .table('logins', 'Sign-in accounts', beside('UserLogins'), user)
      .table('claims', 'Claims', beside('UserClaims'), user)
      .table('tokens', 'Second factors', beside('UserTokens'), user, {
        where: `${names.quote('Name')} IN ('AuthenticatorKey', 'RecoveryCodes')`,
      })
      .table('userRoles', 'Roles of users', beside('UserRoles'), user)
      .table('roles', 'Roles', beside('Roles'), ['Id'])
      .plan()
  },
}
