import type { SqlServer } from '../../support/servers/postgresql-server.js'
import {
  betterAuthSchema,
  deviseSchema,
  djangoSchema,
  keycloakSchema,
  supabaseSchema,
} from '../databases/postgresql-schemas.js'
import { type ExportTrial, movedName, tableTrial } from './export-trial.js'

const bcrypt = '$2b$10$N9qo8uLOickgx2ZMRZoMyeIjZAgcfl7p92ldGxad68LJZdL17lhWy'

type Trial = Omit<Parameters<typeof tableTrial>[0], 'system' | 'title'> & { title: string }

const trials: { readonly [system: string]: Trial & { schema(count: number): string } } = {
  supabase: {
    title: 'PostgreSQL, Supabase',
    schema: supabaseSchema,
    email: 'email',
    id: 'id',
    users: 'auth.users',
    key: (n) => `md5('u' || ${n})::uuid`,
    moved: `raw_user_meta_data = '{"full_name":"${movedName}"}'`,
    belongings: { table: 'auth.identities', owner: 'user_id' },
    related: { every: 2, file: 'identities', owner: 'user_id' },
    add: (n) =>
      `INSERT INTO auth.users (id, email, encrypted_password, email_confirmed_at, created_at, updated_at) VALUES (md5('u${n}')::uuid, 'p${n}@example.com', '${bcrypt}', now(), now(), now());
       INSERT INTO auth.identities (provider_id, user_id, identity_data, provider) VALUES ('g${n}', md5('u${n}')::uuid, '{"sub":"x"}', 'google')`,
  },
  django: {
    title: 'PostgreSQL, Django',
    schema: djangoSchema,
    email: 'email',
    id: 'id',
    users: 'auth_user',
    moved: `first_name = '${movedName}'`,
    belongings: { table: 'account_emailaddress', owner: 'user_id' },
    related: { every: 1, file: 'emails', owner: 'user_id' },
    add: (n) =>
      `INSERT INTO auth_user (id, password, is_superuser, username, first_name, last_name, email, is_staff, is_active, date_joined) VALUES (${n}, 'bcrypt$${bcrypt}', false, 'user_${n}', 'Given', 'Family', 'd${n}@example.com', false, true, now());
       INSERT INTO account_emailaddress (email, verified, "primary", user_id) VALUES ('d${n}@example.com', true, true, ${n})`,
  },
  devise: {
    title: 'PostgreSQL, Devise',
    schema: deviseSchema,
    email: 'email',
    id: 'id',
    users: 'users',
    moved: `name = '${movedName}'`,
    belongings: { table: 'identities', owner: 'user_id' },
    related: { every: 2, file: 'identities', owner: 'user_id' },
    add: (n) =>
      `INSERT INTO users (id, email, encrypted_password, confirmed_at, created_at, updated_at) VALUES (${n}, 'r${n}@example.com', '${bcrypt}', now(), now(), now());
       INSERT INTO identities (user_id, provider, uid) VALUES (${n}, 'google_oauth2', 'g${n}')`,
  },
  'better-auth': {
    title: 'PostgreSQL, better-auth',
    schema: betterAuthSchema,
    email: 'email',
    id: 'id',
    users: '"user"',
    key: (n) => `md5('b' || ${n})`,
    moved: `name = '${movedName}'`,
    belongings: { table: 'account', owner: 'userId', where: `"providerId" = 'google'` },
    related: { every: 2, file: 'accounts', owner: 'userId', isOne: (row) => row['providerId'] === 'google' },
    add: (n) =>
      `INSERT INTO "user" (id, name, email, "emailVerified", "createdAt", "updatedAt") VALUES (md5('b${n}'), 'Name', 'b${n}@example.com', true, now(), now());
       INSERT INTO account (id, "accountId", "providerId", "userId") VALUES ('g${n}', 'g${n}', 'google', md5('b${n}'))`,
  },
  keycloak: {
    title: 'PostgreSQL, Keycloak',
    schema: keycloakSchema,
    args: ['--realm', 'acme'],
    email: 'email',
    id: 'id',
    users: 'user_entity',
    key: (n) => `md5('k' || ${n})`,
    moved: `first_name = '${movedName}'`,
    belongings: { table: 'user_attribute', owner: 'user_id' },
    related: { every: 1, isInside: (row) => JSON.stringify(row['attributes'] ?? {}).includes('team') },
    add: (n) =>
      `INSERT INTO user_entity (id, email, email_verified, enabled, realm_id, username, created_timestamp) VALUES (md5('k${n}'), 'k${n}@example.com', true, true, 'r1', 'kuser_${n}', 1700000000000);
       INSERT INTO user_attribute (id, name, value, user_id) VALUES ('a${n}', 'team', 'blue', md5('k${n}'))`,
  },
}

export const postgresqlSystems = Object.keys(trials)

/** A database of its own, filled with so many users. */
export const makePostgresqlTrial = async (
  server: SqlServer,
  system: string,
  count: number,
): Promise<ExportTrial> => {
  const { schema, ...trial } = trials[system]!
  const database = `${system.replaceAll('-', '_')}_${count}`
  await server.run(`CREATE DATABASE ${database}`)
  await server.run(schema(count), database)
  await server.run('ANALYZE', database)
  return tableTrial({ ...trial, system }, count, server.url(database), (sql) => server.run(sql, database))
}
