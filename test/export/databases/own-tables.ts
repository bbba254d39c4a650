import { writeFile } from 'node:fs/promises'
import { expect } from 'vitest'
import { startRehearsal } from '../../support/sandbox-process.js'
import type { SqlServer } from '../../support/servers/postgresql-server.js'

const bcrypt = '$2b$10$N9qo8uLOickgx2ZMRZoMyeIjZAgcfl7p92ldGxad68LJZdL17lhWy'
const count = 30

const config =
  'export default { roles: { createMissing: true }, organizations: { createMissing: true, roles: { createMissing: true } } }\n'

/**
 * A table that nobody has heard of: looked at, exported by its name; then by queries of one's own, with roles and
 * organizations joined to it, imported and verified.
 */
export const tryOwnTables = async (server: SqlServer): Promise<void> => {
  await server.run('CREATE DATABASE own_app')
  const numbers = Array.from({ length: count }, (_, n) => n + 1)
  await server.run(
    'CREATE TABLE people (id int PRIMARY KEY, email varchar(100), username varchar(60), password_hash varchar(100), email_verified varchar(5), favourite varchar(20), updated_at timestamp);' +
      'CREATE TABLE grants (person int, role varchar(40)); CREATE TABLE firms (id int PRIMARY KEY, name varchar(40)); CREATE TABLE staff (person int, firm int, position varchar(40));' +
      `INSERT INTO people VALUES ${numbers.map((n) => `(${n}, 'q${n}@example.com', 'q_${n}', '${bcrypt}', 'true', 'blue', '2024-0${1 + (n % 2)}-01 00:00:00')`).join(', ')};` +
      `INSERT INTO grants VALUES ${numbers
        .filter((n) => n % 3 === 0)
        .map((n) => `(${n}, 'editor'), (${n}, 'author')`)
        .join(', ')};` +
      `INSERT INTO firms VALUES (7, 'Acme'); INSERT INTO staff VALUES ${numbers
        .filter((n) => n <= 10)
        .map((n) => `(${n}, 7, 'member')`)
        .join(', ')}`,
    'own_app',
  )
  const { run, sandbox, env, path } = await startRehearsal()
  const source = { env: { ...env, SOURCE_DATABASE_URL: server.url('own_app') } }

  const looked = await run(['export', 'sql', '--table', 'people', '--dry-run', '--json'], source)
  expect(looked.exitCode, looked.stderr).toBe(0)
  const preview = JSON.parse(looked.stdout) as { mapping: { columns: { column: string; goesTo: string }[] } }
  expect(preview.mapping.columns).toContainEqual(
    expect.objectContaining({ column: 'email', goesTo: 'primaryEmail' }),
  )
  const whole = await run(
    ['export', 'sql', '--table', 'people', '--to', 'whole', '--since', '2024-01-15', '--json'],
    source,
  )
  expect(whole.exitCode, whole.stderr).toBe(0)
  expect(JSON.parse(whole.stdout)).toMatchObject({
    manifest: { files: [{ name: 'users', records: count / 2 }] },
  })

  await writeFile(path('users.sql'), '-- people who may come\nSELECT * FROM people;\n')
  await writeFile(path('roles.sql'), 'SELECT person AS user_id, role FROM grants')
  await writeFile(
    path('orgs.sql'),
    'SELECT s.person AS user_id, f.id, f.name, s.position AS role FROM staff s JOIN firms f ON f.id = s.firm',
  )
  await writeFile(path('bad.sql'), 'DELETE FROM people')
  await writeFile(path('migrate.config.mjs'), config)
  const related = ['--related', 'roles=roles.sql', '--related', 'organizations=orgs.sql']
  for (const step of [
    ['export', 'sql', '--query', 'users.sql', ...related],
    ['import', 'exports/sql', '--rate', 'off', '--yes'],
    ['verify', 'exports/sql', '--rate', 'off'],
  ]) {
    const { exitCode, stdout, stderr } = await run(step, source)
    expect(exitCode, `${step.join(' ')}\n${stdout}\n${stderr}`).toBe(0)
  }
  const { users, organizations } = sandbox.state()
  expect(users).toHaveLength(count)
  expect(users.every(({ passwordDigest }) => passwordDigest === bcrypt)).toBe(true)
  expect(users.filter(({ roleIds }) => roleIds.length === 2)).toHaveLength(count / 3)
  expect(organizations.map(({ name, members }) => [name, members.length])).toEqual([['Acme', 10]])

  const refused = await run(['export', 'sql', '--query', 'bad.sql', '--to', 'bad'], source)
  expect(refused).toMatchObject({ exitCode: 2, stderr: expect.stringContaining('one SELECT') })
  expect(await server.run('SELECT count(*) AS n FROM people', 'own_app')).toEqual([
    { n: expect.toSatisfy((n: unknown) => Number(n) === count) },
  ])
}
