import type { SqlSystem } from '../../databases/sql-system.js'
import { PlanBuilder } from '../plan-builder.js'

/** Drupal 8 to 11 (`users_field_data`) and Drupal 7 (`users`). */
export const drupal: SqlSystem = {
  name: 'drupal',
  dialects: ['mysql', 'postgresql', 'sqlite'],
  usersTable: 'users_field_data',
  plan: (names) => {
    const newer = names.findUsers('users_field_data')
    const users = newer ?? names.findUsers('users')
    if (users === undefined) return undefined
    const language = names.column(users, 'default_langcode')
    const builder = new PlanBuilder(names).users(users, ['uid'], {
      // A translated user has a row for each language.
      where: language === undefined ? 'uid > 0' : 'uid > 0 AND default_langcode = 1',
      since:
        names.column(users, 'changed') === undefined ? undefined : { column: 'changed', unit: 'seconds' },
    })
    if (newer === undefined) {
      builder.query(
        'roles',
        'Roles',
        'uid',
        ['users_roles', 'role'],
        (members, roles) => `SELECT ur.uid, r.name FROM ${members} ur JOIN ${roles} r ON r.rid = ur.rid`,
      )
    } else {
      builder.table('roles', 'Roles', ['user__roles'], ['entity_id'], {
        columns: ['entity_id', 'roles_target_id'],
      })
    }
    return builder
      .table('social', 'Accounts of Social Auth', ['social_auth'], ['user_id'], {
        columns: ['user_id', 'plugin_id', 'provider_user_id'],
      })
      .table('authmap', 'Accounts of External Authentication', ['authmap'], ['uid'])
      .plan()
  },
}
