import type { SqlSystem } from '../../databases/sql-system.js'
import { PlanBuilder } from '../plan-builder.js'

/** Django: `auth_user`, or the table of a user model of one's own, with what allauth and django-otp keep. */
export const django: SqlSystem = {
  name: 'django',
  dialects: ['postgresql', 'mysql', 'sqlite', 'sqlserver'],
  usersTable: 'auth_user',
  plan: (names) => {
    const users = names.findUsers('auth_user')
    if (users === undefined) return undefined
    const members = names.find('auth_user_groups', `${users.name.replace(/^.*\./, '')}_groups`)
    const builder = new PlanBuilder(names)
      .users(users, ['id', 'uuid'], { sinceColumns: ['updated_at', 'modified', 'updated'] })
      .table('emails', 'Addresses of django-allauth', ['account_emailaddress'], ['user_id'])
    if (names.find('socialaccount_socialaccount') === undefined) {
      builder.table('socialAccounts', 'Social accounts', ['social_auth_usersocialauth'], ['user_id'], {
        columns: ['id', 'user_id', 'provider', 'uid', 'extra_data'],
      })
    } else {
      builder.table('socialAccounts', 'Social accounts', ['socialaccount_socialaccount'], ['user_id'])
    }
    builder.table('factors', 'Second factors', ['otp_totp_totpdevice', 'mfa_authenticator'], ['user_id'])
    builder.table('groups', 'Groups', ['auth_group'], ['id'])
    if (members === undefined)
      return builder.says('Groups of users: no table auth_user_groups was found.').plan()
    const owner =
      names.column(members, 'user_id') ??
      members.columns.find((name) => name.endsWith('_id') && name !== 'group_id')
    if (owner === undefined) return builder.plan()
    return builder
      .add({
        file: 'groupMembers',
        query: `SELECT ${names.quote(owner)} AS user_id, group_id FROM ${members.sql}`,
        key: 'user_id',
      })
      .plan()
  },
}
