import type { SqlSystem } from '../../databases/sql-system.js'
import { PlanBuilder } from '../plan-builder.js'

/** Supabase Auth, GoTrue: the schema `auth`. */
export const supabase: SqlSystem = {
  name: 'supabase',
  dialects: ['postgresql'],
  usersTable: 'auth.users',
  plan: (names) => {
    const users = names.findUsers('auth.users')
    if (users === undefined) return undefined
    return new PlanBuilder(names)
      .users(users, ['id'], { sinceColumns: ['updated_at'] })
      .table('identities', 'Identities', ['auth.identities'], ['user_id'])
      .table('factors', 'Second factors', ['auth.mfa_factors'], ['user_id'])
      .plan()
  },
}
