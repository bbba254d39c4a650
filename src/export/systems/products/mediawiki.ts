import type { SqlSystem } from '../../databases/sql-system.js'
import { PlanBuilder } from '../plan-builder.js'

/** MediaWiki: `user` and its neighbours. Its columns are bytes, and hold UTF-8. */
export const mediawiki: SqlSystem = {
  name: 'mediawiki',
  dialects: ['mysql', 'postgresql', 'sqlite'],
  usersTable: 'user',
  plan: (names) => {
    // On PostgreSQL the table has another name, because `user` is a word of SQL.
    const users = names.findUsers('user', 'mwuser')
    if (users === undefined) return undefined
    const builder = new PlanBuilder(names)
      .users(users, ['user_id'], { since: { column: 'user_touched', unit: 'mediawiki' } })
      .table('groups', 'Groups', ['user_groups'], ['ug_user'])
      .table('preferences', 'Preferences', ['user_properties'], ['up_user'], {
        where: "up_property IN ('language', 'gender', 'timecorrection')",
      })
    if (names.find('block_target') === undefined) {
      builder.table('blocks', 'Blocks', ['ipblocks'], ['ipb_user'], {
        columns: ['ipb_user', 'ipb_expiry', 'ipb_sitewide'],
        where: 'ipb_user > 0',
      })
    } else {
      builder.query(
        'blocks',
        'Blocks',
        'bt_user',
        ['block', 'block_target'],
        (block, target) =>
          `SELECT t.bt_user, b.bl_expiry, b.bl_sitewide FROM ${block} b JOIN ${target} t ON b.bl_target = t.bt_id WHERE t.bt_user IS NOT NULL`,
      )
    }
    if (names.find('oathauth_devices') === undefined) {
      return builder.table('oath', 'Second factors of OATHAuth', ['oathauth_users'], ['id']).plan()
    }
    return builder
      .query(
        'oath',
        'Second factors of OATHAuth',
        'oad_user',
        ['oathauth_devices', 'oathauth_types'],
        (devices, types) =>
          `SELECT d.oad_user, t.oat_name, d.oad_data FROM ${devices} d JOIN ${types} t ON d.oad_type = t.oat_id`,
      )
      .plan()
  },
}
