import { readdir, readFile, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect } from 'vitest'
import { startRehearsal } from '../../support/sandbox-process.js'
import type { SqlServer } from '../../support/servers/postgresql-server.js'

const bcrypt = '$2b$10$N9qo8uLOickgx2ZMRZoMyeIjZAgcfl7p92ldGxad68LJZdL17lhWy'

interface HomeMade {
  /** As it stands on the command line; the name by which an unquoted statement makes it is in lower case. */
  table: string
  columns: string
  /** Row n, as SQL. */
  row(n: number): string
  /** What everybody comes over with. */
  has: readonly ('primaryEmail' | 'username' | 'primaryPhone' | 'passwordDigest' | 'name')[]
}

/** Tables as people make them themselves: every language and habit has its own. */
const tables: readonly HomeMade[] = [
  {
    table: 'kunden',
    columns:
      'kundennummer int, vorname text, nachname text, email text, passwort_hash text, telefon text, angelegt_am timestamp',
    row: (n) => `${n}, 'Jürgen', 'Groß', 'k${n}@example.com', '${bcrypt}', '+4930123${4500 + n}', now()`,
    has: ['primaryEmail', 'primaryPhone', 'passwordDigest', 'name'],
  },
  {
    table: 'utilisateurs',
    columns: 'identifiant int, prenom text, nom text, courriel text, mot_de_passe text',
    row: (n) => `${n}, 'Zoé', 'Lefèvre', 'u${n}@example.com', '${bcrypt}'`,
    has: ['primaryEmail', 'passwordDigest', 'name'],
  },
  {
    table: 'usuarios',
    columns: 'id int, nombre text, apellidos text, correo text, contraseña text, activo bool',
    row: (n) => `${n}, 'José', 'Núñez', 's${n}@example.com', '${bcrypt}', true`,
    has: ['primaryEmail', 'passwordDigest', 'name'],
  },
  {
    table: 'gebruikers',
    columns: 'gebruikersnaam text, wachtwoord text, voornaam text, achternaam text',
    row: (n) => `'gebruiker_${n}', '${bcrypt}', 'Jan', 'de Vries'`,
    has: ['username', 'passwordDigest', 'name'],
  },
  {
    table: 'AppUser',
    columns:
      '"userId" uuid, "emailAddress" text, "passwordHash" text, "isActive" bool, "createdAt" timestamptz',
    row: (n) => `md5('${n}')::uuid, 'c${n}@example.com', '${bcrypt}', true, now()`,
    has: ['primaryEmail', 'passwordDigest'],
  },
  {
    table: 'MEMBERS',
    columns: '"MEMBER_NO" int, "LOGIN" text, "PASSWD" text, "E_MAIL" text, "STATUS" text',
    row: (n) => `${n}, 'member_${n}', '${bcrypt}', 'M${n}@Example.com', 'ACTIVE'`,
    has: ['primaryEmail', 'username', 'passwordDigest'],
  },
  {
    table: 'accounts',
    columns: 'uid uuid, login text, mail text, profile jsonb, pw text, tags text[]',
    row: (n) =>
      `md5('${n}')::uuid, 'acct_${n}', 'a${n}@example.com', '{"given_name": "Zoë", "locale": "fr"}', '${bcrypt}', ARRAY['x']`,
    has: ['primaryEmail', 'passwordDigest'],
  },
  {
    table: 'subscribers',
    columns: 'msisdn text, full_name text, opted_in bool',
    row: (n) => `'+1415200${1000 + n}', 'Jane Doe', true`,
    has: ['primaryPhone', 'name'],
  },
  {
    table: '会員',
    columns: '会員番号 int, 氏名 text, メールアドレス text, パスワード text',
    row: (n) => `${n}, '李小龍', 'j${n}@example.com', '${bcrypt}'`,
    has: ['primaryEmail', 'passwordDigest', 'name'],
  },
  {
    table: 'we"ird; DROP TABLE kunden; --',
    columns: '"i""d; --" int, "e-mail" text, "user name" text, "pass word" text',
    row: (n) => `${n}, 'w${n}@example.com', 'weird_${n}', '${bcrypt}'`,
    has: ['primaryEmail', 'username', 'passwordDigest'],
  },
]

const quote = (name: string): string => `"${name.replaceAll('"', '""')}"`
const count = 12

/** Each is looked at, exported by its name, imported and verified with nothing to configure. */
export const tryHomeMade = async (server: SqlServer): Promise<void> => {
  await server.run('CREATE DATABASE home_made')
  for (const { table, columns, row } of tables) {
    const rows = Array.from({ length: count }, (_, n) => `(${row(n + 1)})`)
    await server.run(
      `CREATE TABLE ${quote(table)} (${columns}); INSERT INTO ${quote(table)} VALUES ${rows.join(', ')}`,
      'home_made',
    )
  }
  await server.run('CREATE TABLE nobody (id int, email text, roles text)', 'home_made')
  const env = { SOURCE_DATABASE_URL: server.url('home_made') }
  for (const [index, { table, has }] of tables.entries()) {
    const { run, sandbox } = await startRehearsal()
    const source = ['export', 'sql', '--table', table, '--to', 'own', '--json']
    const preview = await run([...source, '--dry-run'], { env })
    expect(preview, table).toMatchObject({ exitCode: 0 })
    const { mapping } = JSON.parse(preview.stdout) as { mapping: { columns: { goesTo: string }[] } }
    const places = mapping.columns.map(({ goesTo }) => goesTo).join()
    const isSaid = (field: string): boolean => places.includes(field)
    expect(
      has.filter((one) => one.startsWith('primary') && !isSaid(one)),
      `${table}: ${places}`,
    ).toEqual([])
    for (const args of [
      source,
      ['import', 'own', '--rate', 'off', '--yes', '--json'],
      ['verify', 'own', '--rate', 'off', '--json'],
    ]) {
      expect(await run(args, { env }), `${index} ${table}`).toMatchObject({ exitCode: 0 })
    }
    const { users } = sandbox.state()
    expect(users, table).toHaveLength(count)
    for (const field of has) {
      expect(users.filter((user) => user[field] !== null).length, `${table}: ${field}`).toBe(count)
    }
  }

  const { run, path } = await startRehearsal()
  await writeFile(path('none.sql'), 'SELECT id AS user_id, roles FROM nobody')
  const empty = await run(['export', 'sql', '--table', 'nobody', '--related', 'roles=none.sql', '--json'], {
    env,
  })
  expect(empty).toMatchObject({ exitCode: 0 })
  expect(JSON.parse(empty.stdout)).toMatchObject({ manifest: { files: [{ name: 'users', records: 0 }] } })
}

/** What is said on the command line never stands in a query, and what a query writes is refused. */
export const tryToWrite = async (server: SqlServer): Promise<void> => {
  const database = 'guarded'
  await server.run(`CREATE DATABASE ${database}`)
  await server.run(
    `CREATE TABLE users (id int PRIMARY KEY, email text); INSERT INTO users VALUES (1, 'one@example.com'), (2, 'two@example.com');
     CREATE TABLE written (n int); CREATE SEQUENCE numbers;
     CREATE FUNCTION leave_mark() RETURNS int LANGUAGE sql AS 'INSERT INTO written VALUES (1) RETURNING n';
     CREATE ROLE selects LOGIN PASSWORD 'the-password-17'; GRANT SELECT ON users TO selects`,
    database,
  )
  const { run, path } = await startRehearsal()
  const env = { SOURCE_DATABASE_URL: server.url(database) }
  const evil = `users"; DROP TABLE users; --`
  for (const flags of [
    ['--table', evil],
    ['--table', 'users', '--schema', evil],
    ['--table', 'users', '--key', 'id" = 1; DROP TABLE users; --'],
    ['--table', "users' OR '1'='1"],
  ]) {
    const refused = await run(['export', 'sql', ...flags, '--to', 'refused'], { env })
    expect([refused.exitCode, flags], refused.stderr).toEqual([expect.toBeOneOf([1, 2, 3, 4]), flags])
  }
  for (const system of ['django', 'laravel', 'devise', 'supabase', 'wordpress']) {
    for (const flags of [
      ['--schema', evil],
      ['--prefix', evil],
      ['--table', evil],
    ]) {
      const refused = await run(['export', system, ...flags, '--to', 'refused'], { env })
      expect(refused.exitCode, `${system} ${flags.join(' ')}`).not.toBe(0)
    }
  }
  for (const [index, query] of [
    'INSERT INTO written VALUES (2)',
    'WITH added AS (INSERT INTO written VALUES (3) RETURNING n) SELECT n AS id FROM added',
    'SELECT id, leave_mark() FROM users',
    "SELECT id, nextval('numbers') FROM users",
    'SELECT id FROM users) q; DROP TABLE users; --',
    'SELECT id FROM users; COMMIT; DROP TABLE users',
    'SELECT id INTO copied FROM users',
    'SELECT id FROM users FOR UPDATE',
  ].entries()) {
    await writeFile(path(`q${index}.sql`), query)
    const refused = await run(['export', 'sql', '--query', `q${index}.sql`, '--to', `q${index}`], { env })
    expect(refused.exitCode, query).not.toBe(0)
  }
  expect(await server.run('SELECT count(*)::int AS n FROM written', database)).toEqual([{ n: 0 }])
  expect(await server.run('SELECT count(*)::int AS n FROM users', database)).toEqual([{ n: 2 }])
  expect(await server.run('SELECT is_called FROM numbers', database)).toEqual([{ is_called: false }])

  // Whoever may only SELECT exports, and the password is in no file and no output.
  const url = server.url(database).replace('owner@', 'selects:the-password-17@')
  const exported = await run(['export', 'sql', '--table', 'users', '--to', 'least'], {
    env: { SOURCE_DATABASE_URL: url },
  })
  expect(exported).toMatchObject({ exitCode: 0 })
  const wrong = await run(['export', 'sql', '--table', 'written', '--to', 'wrong'], {
    env: { SOURCE_DATABASE_URL: url },
  })
  expect(wrong.exitCode).not.toBe(0)
  const unreachable = await run(['export', 'sql', '--table', 'users', '--to', 'away'], {
    env: { SOURCE_DATABASE_URL: url.replace(/:\d+\//, ':1/') },
  })
  expect(unreachable.exitCode).not.toBe(0)
  const said = [exported, wrong, unreachable].map(({ stdout, stderr }) => stdout + stderr).join('\n')
  expect(said).not.toContain('the-password-17')
  await mustBePrivate(path('least'), 'the-password-17')
}

const mustBePrivate = async (folder: string, secret: string): Promise<void> => {
  expect((await stat(folder)).mode & 0o777).toBe(0o700)
  for (const name of await readdir(folder)) {
    expect((await stat(join(folder, name))).mode & 0o777, name).toBe(0o600)
    expect(await readFile(join(folder, name), 'utf8'), name).not.toContain(secret)
  }
}
