import type { SqlSystem } from '../../databases/sql-system.js'
import { PlanBuilder } from '../plan-builder.js'

/** Authentik: tables of its PostgreSQL; the API has no hashes. */
export const authentik: SqlSystem = {
  name: 'authentik',
  dialects: ['postgresql'],
  usersTable: 'authentik_core_user',
  plan: (names) => {
    const users = names.findUsers('authentik_core_user')
    if (users === undefined) return undefined
    const groups = names.find('authentik_core_user_ak_groups') ?? names.find('authentik_core_user_groups')
    const builder = new PlanBuilder(names)
      .users(users, ['id'], { sinceColumns: ['last_updated'] })
      .query(
        'connections',
        'Social accounts',
        'user_id',
        [
          'authentik_core_usersourceconnection',
          'authentik_sources_oauth_useroauthsourceconnection',
          'authentik_core_source',
          'authentik_sources_oauth_oauthsource',
        ],
        (core, connection, source, oauth) => {
          // The identifier moved from the connection of OAuth to that of every source in 2025.
          const table = names.find('authentik_core_usersourceconnection')!
          const identifier = table.columns.includes('identifier') ? 'c.identifier' : 'o.identifier'
          return (
            `SELECT c.user_id, ${identifier} AS identifier, s.slug, os.provider_type FROM ${core} c ` +
            `JOIN ${connection} o ON o.usersourceconnection_ptr_id = c.id JOIN ${source} s ON s.pbm_uuid = c.source_id ` +
            `JOIN ${oauth} os ON os.source_ptr_id = s.pbm_uuid`
          )
        },
      )
      .table('totp', 'Second factors', ['authentik_stages_authenticator_totp_totpdevice'], ['user_id'], {
        columns: ['user_id', 'key', 'digits', 'step', 'confirmed'],
      })
      .table(
        'webauthn',
        'Passkeys',
        ['authentik_stages_authenticator_webauthn_webauthndevice'],
        ['user_id'],
        {
          columns: ['user_id', 'name'],
        },
      )
    if (groups === undefined) builder.says('Groups: no table authentik_core_user_ak_groups was found.')
    else {
      builder.query('groups', 'Groups', 'user_id', ['authentik_core_group'], (group) => {
        return `SELECT ug.user_id, g.name FROM ${groups.sql} ug JOIN ${group} g ON g.group_uuid = ug.group_id`
      })
    }
    return builder.plan()
  },
}
