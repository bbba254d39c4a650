import type { SqlServer } from '../../support/servers/postgresql-server.js'
import {
  drupalSchema,
  laravelSchema,
  mediawikiSchema,
  wordpressSchema,
} from '../databases/mariadb-schemas.js'
import { type ExportTrial, movedName, tableTrial } from './export-trial.js'

const bcrypt = '$2y$10$N9qo8uLOickgx2ZMRZoMyeIjZAgcfl7p92ldGxad68LJZdL17lhWy'

type Trial = Omit<Parameters<typeof tableTrial>[0], 'system' | 'title'> & { title: string }

const trials: { readonly [system: string]: Trial & { schema(count: number): string } } = {
  wordpress: {
    title: 'MariaDB, WordPress',
    schema: wordpressSchema,
    email: 'user_email',
    id: 'ID',
    users: 'wp_users',
    moved: `display_name = '${movedName}'`,
    belongings: { table: 'wp_usermeta', owner: 'user_id', where: "meta_key = 'first_name'" },
    related: {
      every: 1,
      file: 'usermeta',
      owner: 'user_id',
      isOne: (row) => row['meta_key'] === 'first_name',
    },
    add: (n) =>
      `INSERT INTO wp_users (ID, user_login, user_pass, user_nicename, user_email, user_url, user_registered, user_activation_key, display_name) VALUES (${n}, 'w${n}', '${bcrypt}', 'w${n}', 'w${n}@example.com', '', '2024-01-01 10:00:00', '', 'Zoë');
       INSERT INTO wp_usermeta (user_id, meta_key, meta_value) VALUES (${n}, 'first_name', 'Zoë')`,
  },
  laravel: {
    title: 'MariaDB, Laravel',
    schema: laravelSchema,
    email: 'email',
    id: 'id',
    users: 'users',
    moved: `name = '${movedName}'`,
    belongings: { table: 'social_accounts', owner: 'user_id' },
    related: { every: 1, file: 'identities', owner: 'user_id' },
    add: (n) =>
      `INSERT INTO users (id, name, email, email_verified_at, password) VALUES (${n}, 'Name', 'l${n}@example.com', '2024-01-01 10:00:00', '${bcrypt}');
       INSERT INTO social_accounts (user_id, provider_name, provider_id) VALUES (${n}, 'google', 'g${n}')`,
  },
  drupal: {
    title: 'MariaDB, Drupal',
    schema: drupalSchema,
    email: 'mail',
    id: 'uid',
    users: 'users_field_data',
    moved: `timezone = 'Europe/${movedName}'`,
    belongings: { table: 'user__roles', owner: 'entity_id' },
    related: { every: 1, file: 'roles', owner: 'entity_id' },
    add: (n) =>
      `INSERT INTO users_field_data SELECT ${n}, 'en', 'en', NULL, 'd${n}', '${bcrypt}', 'd${n}@example.com', 'UTC', 1, 1700000000, 1700000000, 0, 0, '', 1 FROM seq_1_to_1;
       INSERT INTO user__roles SELECT 'user', 0, ${n}, ${n}, 'en', 0, 'editor' FROM seq_1_to_1`,
  },
  mediawiki: {
    title: 'MariaDB, MediaWiki',
    schema: mediawikiSchema,
    args: ['--prefix', 'mw_'],
    email: 'user_email',
    id: 'user_id',
    users: 'mw_user',
    moved: `user_real_name = '${movedName}'`,
    belongings: { table: 'mw_user_groups', owner: 'ug_user' },
    related: { every: 1, file: 'groups', owner: 'ug_user' },
    add: (n) =>
      `INSERT INTO mw_user (user_id, user_name, user_password, user_newpassword, user_email, user_touched, user_registration) VALUES (${n}, 'M${n}', '', '', 'm${n}@example.com', '20240101000000', '20230101000000');
       INSERT INTO mw_user_groups VALUES (${n}, 'editor', NULL)`,
  },
}

export const mariadbSystems = Object.keys(trials)

/** A database of its own, filled with so many users. */
export const makeMariadbTrial = async (
  server: SqlServer,
  system: string,
  count: number,
): Promise<ExportTrial> => {
  const { schema, ...trial } = trials[system]!
  const database = `${system}_${count}`
  await server.run(`CREATE DATABASE ${database} DEFAULT CHARSET utf8mb4`)
  await server.run(`SET sql_mode = ''; ${schema(count)}`, database)
  return tableTrial(
    { ...trial, system },
    count,
    server.url(database),
    (sql) => server.run(`SET sql_mode = ''; ${sql}`, database),
    (column) => `\`${column}\``,
  )
}
