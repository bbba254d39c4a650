import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openMysql } from '../../../src/export/databases/mysql.js'
import { startRehearsal } from '../../support/sandbox-process.js'
import { hasMariadb, startMariadb } from '../../support/servers/mariadb-server.js'
import type { SqlServer } from '../../support/servers/postgresql-server.js'
import { makeMariadbTrial, mariadbSystems } from '../campaign/mariadb-trials.js'
import { tryExport } from '../campaign/try-export.js'
import { tryKeys } from './try-keys.js'
import { tryOwnTables } from './own-tables.js'
import { drupalSchema, laravelSchema, mediawikiSchema, wordpressSchema } from './mariadb-schemas.js'

let server: SqlServer
const schemas = {
  wordpress: wordpressSchema,
  laravel: laravelSchema,
  drupal: drupalSchema,
  mediawiki: mediawikiSchema,
}
const systems = Object.keys(schemas) as (keyof typeof schemas)[]
/** WordPress beyond one piece of rows. */
const countOf = (system: string): number => (system === 'wordpress' ? 1100 : 200)

beforeAll(async () => {
  if (!hasMariadb) return
  server = await startMariadb()
  for (const system of systems) {
    await server.run(`CREATE DATABASE ${system} DEFAULT CHARSET utf8mb4`)
    await server.run(`SET sql_mode = ''; ${schemas[system](countOf(system))}`, system)
  }
}, 120_000)

afterAll(async () => {
  if (hasMariadb) await server.stop()
})

describe.skipIf(!hasMariadb)('MariaDB (a real one; skipped where there is none)', () => {
  it.each(systems)(
    '%s: exported, imported and verified with nothing to configure',
    { timeout: 60_000 },
    async (system) => {
      const count = countOf(system)
      const { run, sandbox, env, path } = await startRehearsal()
      await writeFile(
        path('migrate.config.mjs'),
        'export default { roles: { createMissing: true }, organizations: { createMissing: true, roles: { createMissing: true } } }\n',
      )
      const args = system === 'mediawiki' ? ['--prefix', 'mw_'] : []
      const exported = await run(['export', system, ...args, '--to', `${system}.ndjson.gz`, '--json'], {
        env: { ...env, SOURCE_DATABASE_URL: server.url(system) },
      })
      expect(exported).toMatchObject({ exitCode: 0 })
      expect((await run(['import', system, '--rate', 'off', '--yes', '--json'])).exitCode).toBe(0)
      const verified = await run(['verify', system, '--rate', 'off', '--json'])
      expect(JSON.parse(verified.stdout)).toMatchObject({ isVerified: true, compared: { users: count } })
      const { users } = sandbox.state()
      expect(users).toHaveLength(count)
      expect(users.every(({ passwordDigest }) => passwordDigest !== null)).toBe(true)
      expect(users.every(({ roleIds }) => roleIds.length === 1)).toBe(true)
      if (system === 'laravel') {
        expect(users.every(({ organizations }) => organizations.length === 1)).toBe(true)
        expect(users.every(({ identities }) => identities['google'] !== undefined)).toBe(true)
      }
      if (system === 'wordpress')
        expect(users[0]).toMatchObject({ name: 'Zoë 😀', profile: { givenName: 'Zoë' } })
      if (system === 'mediawiki') expect(users[0]).toMatchObject({ name: 'Zoë', profile: { locale: 'de' } })
      expect(await readFile(path(join(system, 'manifest.json')), 'utf8')).not.toContain('secret-token')
    },
  )

  it('a table of one’s own, by name and by queries', { timeout: 60_000 }, () => tryOwnTables(server))

  it(
    'whole while another client writes, and after a SIGKILL, with nobody lost or doubled',
    { timeout: 120_000 },
    async () => {
      let kills = 0
      for (const system of mariadbSystems) {
        kills += (await tryExport(await makeMariadbTrial(server, system, 500))).kills
      }
      // Most are through sooner than that on a fast machine.
      expect(kills).toBeGreaterThan(0)
    },
  )

  it('sees every table as it was when it began, and cannot write', async () => {
    const session = await openMysql(server.url('wordpress'))
    await server.run("UPDATE wp_users SET display_name = 'changed'", 'wordpress')
    const rows: unknown[] = []
    for await (const piece of session.stream('SELECT DISTINCT display_name AS name FROM wp_users', [])) {
      rows.push(...piece)
    }
    await expect(session.all('DELETE FROM wp_users', [])).rejects.toMatchObject({ code: 'source_failed' })
    await session.close()
    await server.run("UPDATE wp_users SET display_name = 'Zoë 😀'", 'wordpress')
    expect(rows).toEqual([{ name: 'Zoë 😀' }])
  })

  it('goes on behind keys of every kind, and joins by them', { timeout: 60_000 }, async () => {
    await server.run('CREATE DATABASE made_keys DEFAULT CHARSET utf8mb4')
    const tables = {
      large: 'bigint unsigned: (1), (9007199254740993), (9007199254740994), (18446744073709551615)',
      uuids:
        "binary(16): (UNHEX('00112233445566778899AABBCCDDEEFF')), (UNHEX('61626364656667686970717273747576')), (UNHEX('61626364656667686970717273747500')), (UNHEX('FF112233445566778899AABBCCDDEEFF'))",
      bytes: "varbinary(50): ('abc'), ('Zoë'), (UNHEX('FF00')), (UNHEX('61626300'))",
      names: "varchar(50): ('a'), ('B'), ('é'), ('0x61'), (' x'), ('it''s'), ('back\\\\slash'), ('😀')",
      decimals: 'decimal(30,10): (1.5), (12345678901234567890.123), (12345678901234567890.124)',
      moments: "datetime(6): ('2024-01-01 00:00:00.000001'), ('2024-01-01 00:00:00.000002')",
    }
    for (const [table, made] of Object.entries(tables)) {
      const [type, values] = made.split(': ')
      await server.run(
        `CREATE TABLE ${table} (id ${type} PRIMARY KEY); INSERT INTO ${table} VALUES ${values}`,
        'made_keys',
      )
    }
    const session = await openMysql(server.url('made_keys'))
    await tryKeys(session, Object.keys(tables))
    await session.close()

    // More than a page of parents, each with a row of another table, in another spelling of the key.
    await server.run(
      "CREATE TABLE people (id binary(16) PRIMARY KEY, email varchar(100)); INSERT INTO people SELECT UNHEX(MD5(seq)), concat('b', seq, '@example.com') FROM seq_1_to_1200;" +
        "CREATE TABLE grants (who varchar(100), role varchar(20)); INSERT INTO grants SELECT concat('B', seq, '@EXAMPLE.com'), 'editor' FROM seq_1_to_1200",
      'made_keys',
    )
    const { run, path } = await startRehearsal()
    await writeFile(
      path('roles.sql'),
      'SELECT LOWER(HEX(p.id)) AS name, p.id AS user_id FROM people p -- each its own',
    )
    await writeFile(path('grants.sql'), '/* by address */ SELECT who, role FROM grants')
    await writeFile(path('people.sql'), '(SELECT * FROM people)')
    const env = { SOURCE_DATABASE_URL: server.url('made_keys').replace('mysql:', 'mysql+pymysql:') }
    const args = ['export', 'sql', '--query', 'people.sql', '--json']
    expect(await run([...args, '--related', 'roles=roles.sql', '--to', 'by-id'], { env })).toMatchObject({
      exitCode: 0,
    })
    const byId = await readJson(path('by-id', 'users.ndjson'))
    expect(new Set(byId.map(({ id }) => id)).size).toBe(1200)
    for (const { id, roles } of byId) expect([`0x${String((roles as string[])[0])}`]).toEqual([id])
    expect(
      await run([...args, '--key', 'email', '--related', 'roles=grants.sql', '--to', 'by-email'], { env }),
    ).toMatchObject({ exitCode: 0 })
    const byEmail = await readJson(path('by-email', 'users.ndjson'))
    expect(byEmail.filter(({ roles }) => JSON.stringify(roles) === '["editor"]')).toHaveLength(1200)
  })
})

const readJson = async (path: string): Promise<Record<string, unknown>[]> =>
  (await readFile(path, 'utf8'))
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Record<string, unknown>)
