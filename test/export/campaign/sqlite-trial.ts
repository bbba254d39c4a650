import { type ExportTrial, movedName, tableTrial } from './export-trial.js'

interface Database {
  exec(sql: string): void
  close(): void
}

/** Named by a variable: the types of older Node.js do not know it. */
const builtIn: string = 'node:sqlite'

const driver = (await import(builtIn).catch(() => undefined)) as
  { DatabaseSync: new (path: string) => Database; StatementSync: { prototype: object } } | undefined

/** Node.js 22.13 and newer: what the program itself reads files with. */
export const hasSqlite = driver !== undefined && 'iterate' in driver.StatementSync.prototype

const numbers = (count: number): string =>
  `WITH RECURSIVE s(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM s WHERE n < ${count})`

const addUser = (n: string): string =>
  `${n}, 'bcrypt$$2b$10$N9qo8uLOickgx2ZMRZoMyeIjZAgcfl7p92ldGxad68LJZdL17lhWy', 0, 'user_' || ${n}, 'Given', 'Family', 'd' || ${n} || '@example.com', 0, 1, '2024-01-01'`

/** A file of its own, as Django makes it, with the journal that lets others write while it is read. */
export const makeSqliteTrial = (file: string, count: number): ExportTrial & { close(): void } => {
  const database = new driver!.DatabaseSync(file)
  database.exec(
    `PRAGMA journal_mode = WAL; PRAGMA synchronous = OFF;
     CREATE TABLE auth_user (id integer PRIMARY KEY, password text, is_superuser bool, username text, first_name text, last_name text, email text, is_staff bool, is_active bool, date_joined text);
     CREATE TABLE auth_group (id integer PRIMARY KEY, name text);
     CREATE TABLE auth_user_groups (id integer PRIMARY KEY, user_id int, group_id int);
     CREATE INDEX members ON auth_user_groups (user_id);
     BEGIN;
     INSERT INTO auth_user ${numbers(count)} SELECT ${addUser('n')} FROM s;
     INSERT INTO auth_group VALUES (1, 'editor');
     INSERT INTO auth_user_groups (user_id, group_id) SELECT id, 1 FROM auth_user;
     COMMIT`,
  )
  const trial = tableTrial(
    {
      system: 'django',
      title: 'SQLite, Django',
      args: ['--database', file],
      email: 'email',
      id: 'id',
      users: 'auth_user',
      moved: `first_name = '${movedName}'`,
      belongings: { table: 'auth_user_groups', owner: 'user_id' },
      related: { every: 1, file: 'groupMembers', owner: 'user_id' },
      add: (n) =>
        `INSERT INTO auth_user SELECT ${addUser(String(n))}; INSERT INTO auth_user_groups (user_id, group_id) VALUES (${n}, 1)`,
    },
    count,
    '',
    async (sql) => database.exec(sql.replace('START TRANSACTION', 'BEGIN')),
  )
  return { ...trial, env: {}, close: () => database.close() }
}
