import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openPostgresql } from '../../../src/export/databases/postgresql.js'
import { createSqlSource } from '../../../src/export/databases/sql-source.js'
import { listSqlSystems } from '../../../src/export/systems/sql-systems.js'
import { startRehearsal } from '../../support/sandbox-process.js'
import { hasPostgresql, type SqlServer, startPostgresql } from '../../support/servers/postgresql-server.js'
import { makePostgresqlTrial, postgresqlSystems } from '../campaign/postgresql-trials.js'
import { tryExport } from '../campaign/try-export.js'
import { tryHomeMade, tryToWrite } from './try-home-made.js'
import { tryOwnTables } from './own-tables.js'
import { fusionauthSchema, kratosSchema, supertokensSchema, zitadelSchema } from './identity-schemas.js'
import {
  betterAuthSchema,
  deviseSchema,
  djangoSchema,
  keycloakSchema,
  supabaseSchema,
} from './postgresql-schemas.js'

let server: SqlServer
/** Beyond one page of parents, and beyond one piece of rows. */
const counts = {
  supabase: 1100,
  django: 240,
  devise: 240,
  'better-auth': 240,
  keycloak: 1200,
  kratos: 240,
  zitadel: 240,
  fusionauth: 240,
  supertokens: 240,
}
const schemas = {
  supabase: supabaseSchema,
  django: djangoSchema,
  devise: deviseSchema,
  'better-auth': betterAuthSchema,
  keycloak: keycloakSchema,
  kratos: kratosSchema,
  zitadel: zitadelSchema,
  fusionauth: fusionauthSchema,
  supertokens: supertokensSchema,
}
const systems = Object.keys(counts) as (keyof typeof counts)[]

beforeAll(async () => {
  if (!hasPostgresql) return
  server = await startPostgresql()
  for (const system of systems) {
    await server.run(`CREATE DATABASE "${system}"`)
    await server.run(schemas[system](counts[system]), system)
  }
  await server.run('CREATE ROLE reader LOGIN')
}, 60_000)

afterAll(async () => {
  if (hasPostgresql) await server.stop()
})

const readRows = async (path: string): Promise<Record<string, unknown>[]> =>
  (await readFile(path, 'utf8'))
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Record<string, unknown>)

describe.skipIf(!hasPostgresql)('PostgreSQL (a real one; skipped where there is none)', () => {
  it.each(systems)(
    '%s: exported, imported and verified with nothing to configure',
    { timeout: 60_000 },
    async (system) => {
      const count = counts[system]
      const { run, sandbox, env, path } = await startRehearsal()
      await writeFile(
        path('migrate.config.mjs'),
        "export default { connectors: { 98765: 'google' }, roles: { createMissing: true }, organizations: { createMissing: true, roles: { createMissing: true } } }\n",
      )
      const exported = await run(['export', system, '--json'], {
        env: { ...env, SOURCE_DATABASE_URL: server.url(system) },
      })
      expect(exported).toMatchObject({ exitCode: 0 })
      const folder = join('exports', system)
      const imported = await run(['import', folder, '--rate', 'off', '--yes', '--json'])
      expect(imported.exitCode).toBe(0)
      const verified = await run(['verify', folder, '--rate', 'off', '--json'])
      expect(JSON.parse(verified.stdout)).toMatchObject({ isVerified: true, compared: { users: count } })
      const { users } = sandbox.state()
      expect(users).toHaveLength(count)
      expect(users.filter(({ identities }) => identities['google'] !== undefined)).toHaveLength(count / 2)
      expect(users.every(({ passwordDigest }) => passwordDigest !== null)).toBe(true)
      if (system !== 'supabase' && system !== 'kratos') {
        expect(users.filter(({ roleIds }) => roleIds.length > 0)).toHaveLength(count / 3)
      }
      // Tokens of providers are nobody's business.
      for (const name of ['accounts', 'identities', 'users']) {
        const text = await readFile(path(folder, `${name}.ndjson`), 'utf8').catch(() => '')
        expect(text).not.toContain('secret-token')
      }
    },
  )

  it('a table of one’s own, by name and by queries', { timeout: 60_000 }, () => tryOwnTables(server))

  it('tables that people make themselves', { timeout: 120_000 }, () => tryHomeMade(server))

  it('cannot be made to write', { timeout: 60_000 }, () => tryToWrite(server))

  it('sees every table as it was when it began, whatever is written meanwhile', async () => {
    const other = createSqlSource(
      listSqlSystems().find(({ name }) => name === 'supabase')!,
      await openPostgresql(server.url('supabase')),
      {},
    )
    const { parts } = await other.look(new AbortController().signal)
    await server.run(
      "UPDATE auth.users SET email = 'moved' || email; DELETE FROM auth.identities",
      'supabase',
    )
    const seen = new Map<string, Record<string, unknown>[]>()
    for (const part of parts) {
      for await (const { rows } of part.read(undefined, new AbortController().signal)) {
        for (const [file, more] of Object.entries(rows)) seen.set(file, [...(seen.get(file) ?? []), ...more])
      }
    }
    await other.close()
    await server.run(
      `UPDATE auth.users SET email = replace(email, 'moved', '');
       INSERT INTO auth.identities (provider_id, user_id, identity_data, provider)
       SELECT 'g' || n, md5('u' || n)::uuid, '{"sub":"x"}', 'google' FROM generate_series(2, ${counts.supabase}, 2) n`,
      'supabase',
    )
    expect(seen.get('users')).toHaveLength(counts.supabase)
    expect(seen.get('users')!.filter(({ email }) => String(email).startsWith('moved'))).toEqual([])
    expect(seen.get('identities')).toHaveLength(counts.supabase / 2)
  })

  it(
    'whole while another client writes, and after a SIGKILL, with nobody lost or doubled',
    { timeout: 120_000 },
    async () => {
      let kills = 0
      for (const system of postgresqlSystems) {
        kills += (await tryExport(await makePostgresqlTrial(server, system, 500))).kills
      }
      // Most are through sooner than that on a fast machine.
      expect(kills).toBeGreaterThan(0)
    },
  )

  it('says what it may not read, and takes part of the users', { timeout: 60_000 }, async () => {
    const { run, path, env } = await startRehearsal()
    const url = server.url('supabase')
    const refused = await run(['export', 'supabase', '--dry-run'], {
      env: { ...env, SOURCE_DATABASE_URL: url.replace('owner@', 'reader@') },
    })
    expect(refused.exitCode).toBe(2)
    expect(refused.stderr).toContain('may not read auth.')

    const since = await run(
      ['export', 'supabase', '--to', 'since', '--since', '2024-02-01', '--limit', '50', '--json'],
      { env: { ...env, SOURCE_DATABASE_URL: url } },
    )
    expect(since.exitCode).toBe(0)
    const rows = await readRows(path('since', 'users.ndjson'))
    expect(rows).toHaveLength(50)
    expect(rows.every((row) => String(row['updated_at']) >= '2024-02-01')).toBe(true)
    const vanished = await run(['import', 'since', '--delta', '--vanished', 'delete', '--json'])
    expect(JSON.parse(vanished.stdout)).toMatchObject({ error: { code: 'export_partial' } })
  })
})
