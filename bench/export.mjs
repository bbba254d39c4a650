// What an export costs: users of real servers into files, rate and peak memory, at two sizes that say whether it grows.
//
//   node bench/export.mjs [--records 100000] [--only postgresql,mariadb,slapd,sqlite]
//
// Servers are those of the tests: Debian's packages, each started for the bench. SQLite needs a Node.js with
// node:sqlite (22.13 and newer). What is not there is said and left out.
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { createJiti } from 'jiti'
import { describeMachine } from './support/describe-machine.mjs'
import { whole } from './support/median.mjs'
import { runMeasured } from './support/run-measured.mjs'

const { values } = parseArgs({
  options: { records: { type: 'string', default: '100000' }, only: { type: 'string' } },
})
const most = Number(values.records)
const program = fileURLToPath(new URL('../dist/cli.js', import.meta.url))
// The servers and schemas of the tests are TypeScript.
const jiti = createJiti(import.meta.url)
const load = (path) => jiti.import(new URL(`../test/${path}`, import.meta.url).href)

const folder = await mkdtemp(join(tmpdir(), 'logto-migrate-export-bench-'))
console.log(`${describeMachine()}\n`)
console.log(
  'system'.padEnd(26),
  'users'.padStart(9),
  'seconds'.padStart(9),
  'users/s'.padStart(9),
  'peak MB'.padStart(8),
)
try {
  for (const [name, measure] of Object.entries({ postgresql, mariadb, slapd, sqlite })) {
    if (values.only === undefined || values.only.split(',').includes(name)) await measure()
  }
} finally {
  await rm(folder, { recursive: true, force: true })
}

/** One export in a process of its own. */
async function measure(label, count, args, env = {}) {
  const to = join(folder, `${label}-${count}`.replaceAll(/\W+/g, '-'))
  const run = await runMeasured([program, 'export', ...args, '--to', to, '--json'], { env, cwd: folder })
  if (run.code !== 0) throw new Error(`${label}: exit code ${run.code}\n${run.stderr}${run.stdout}`)
  const { records } = JSON.parse(run.stdout).manifest.files.find(({ name }) => name === 'users')
  if (records !== count) throw new Error(`${label}: expected ${count} users, got ${records}`)
  const seconds = run.elapsedMs / 1000
  console.log(
    label.padEnd(26),
    whole(count).padStart(9),
    seconds.toFixed(1).padStart(9),
    whole(count / seconds).padStart(9),
    whole(run.peakMb).padStart(8),
  )
  await rm(to, { recursive: true, force: true })
}

async function postgresql() {
  const { hasPostgresql, startPostgresql } = await load('support/servers/postgresql-server.ts')
  if (!hasPostgresql) return console.log('PostgreSQL: not installed')
  const { supabaseSchema, keycloakSchema } = await load('export/databases/postgresql-schemas.ts')
  const server = await startPostgresql()
  try {
    for (const count of [most / 10, most]) {
      for (const [system, schema] of Object.entries({ supabase: supabaseSchema, keycloak: keycloakSchema })) {
        const database = `${system}_${count}`
        await server.run(`CREATE DATABASE ${database}`)
        await server.run(schema(count), database)
        await server.run('ANALYZE', database)
        await measure(`PostgreSQL, ${system}`, count, [system], { SOURCE_DATABASE_URL: server.url(database) })
      }
    }
  } finally {
    await server.stop()
  }
}

async function mariadb() {
  const { hasMariadb, startMariadb } = await load('support/servers/mariadb-server.ts')
  if (!hasMariadb) return console.log('MariaDB: not installed')
  const { wordpressSchema } = await load('export/databases/mariadb-schemas.ts')
  const server = await startMariadb()
  try {
    for (const count of [most / 10, most]) {
      const database = `wordpress_${count}`
      await server.run(`CREATE DATABASE ${database} DEFAULT CHARSET utf8mb4`)
      await server.run(`SET sql_mode = ''; ${wordpressSchema(count)}`, database)
      await measure('MariaDB, wordpress', count, ['wordpress'], { SOURCE_DATABASE_URL: server.url(database) })
    }
  } finally {
    await server.stop()
  }
}

async function slapd() {
  const { hasSlapd, startSlapd } = await load('support/servers/slapd-server.ts')
  if (!hasSlapd) return console.log('slapd: not installed')
  for (const count of [most / 10, most]) {
    const people = Array.from(
      { length: count },
      (_, n) =>
        `dn: uid=l${n},ou=people,dc=example,dc=org\nobjectClass: inetOrgPerson\nuid: l${n}\ncn: Name ${n}\nsn: Family\n` +
        `mail: l${n}@example.com\nuserPassword: {SSHA}${Buffer.from(`${n}`.padStart(28, 'x')).toString('base64')}\n`,
    )
    const server = await startSlapd(
      [
        'dn: dc=example,dc=org\nobjectClass: dcObject\nobjectClass: organization\no: Example\ndc: example\n',
        'dn: ou=people,dc=example,dc=org\nobjectClass: organizationalUnit\nou: people\n',
        ...people,
      ].join('\n'),
    )
    try {
      await measure('OpenLDAP', count, ['ldap'], {
        LDAP_URL: server.url,
        LDAP_BIND_DN: server.rootDn,
        LDAP_BIND_PASSWORD: server.rootPassword,
      })
    } finally {
      await server.stop()
    }
  }
}

async function sqlite() {
  const [major, minor] = process.versions.node.split('.').map(Number)
  if (major < 22 || (major === 22 && minor < 13))
    return console.log('SQLite: this Node.js has no node:sqlite')
  const { DatabaseSync } = await import('node:sqlite')
  for (const count of [most / 10, most]) {
    const file = join(folder, `django-${count}.db`)
    await writeFile(file, '')
    const database = new DatabaseSync(file)
    database.exec(
      'CREATE TABLE auth_user (id integer PRIMARY KEY, password text, is_superuser bool, username text, first_name text, last_name text, email text, is_staff bool, is_active bool, date_joined text);' +
        'CREATE TABLE auth_group (id integer PRIMARY KEY, name text); CREATE TABLE auth_user_groups (id integer PRIMARY KEY, user_id int, group_id int);' +
        `WITH RECURSIVE s(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM s WHERE n < ${count})
         INSERT INTO auth_user SELECT n, 'bcrypt$$2b$10$N9qo8uLOickgx2ZMRZoMyeIjZAgcfl7p92ldGxad68LJZdL17lhWy', 0, 'user_' || n, 'Given', 'Family', 'd' || n || '@example.com', 0, 1, '2024-01-01' FROM s;` +
        "INSERT INTO auth_group VALUES (1, 'editor'); INSERT INTO auth_user_groups SELECT id, id, 1 FROM auth_user WHERE id % 3 = 0",
    )
    database.close()
    await measure('SQLite, django', count, ['django', '--database', file])
  }
}
