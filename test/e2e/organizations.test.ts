import { writeFile } from 'node:fs/promises'
import { describe, expect, it } from 'vitest'
import { startRehearsal } from '../support/sandbox-process.js'

const config = (organizations: string): string =>
  `export default { organizations: { createMissing: true, ${organizations} } }`

describe('organizations', () => {
  it('are made with name, description and data, and told apart by id', async () => {
    const { sandbox, path, run } = await startRehearsal()
    const users = [
      { id: 'u1', email: 'a@example.com', organizations: [{ id: 's1', roles: [] }, { id: 's2' }] },
      { id: 'u2', email: 'b@example.com', organizations: [{ id: 's1' }] },
    ]
    const organizations = [
      { id: 's1', name: 'Acme', description: 'First', metadata: { tier: 'gold' } },
      { id: 's2', name: 'Acme', description: 'x'.repeat(300) },
    ]
    await writeFile(path('users.json'), JSON.stringify(users))
    await writeFile(path('organizations.json'), JSON.stringify(organizations))
    await writeFile(
      path('migrate.config.ts'),
      `export default {
        source: { preset: 'generic', files: 'users.json', related: { organizations: 'organizations.json' } },
        organizations: { createMissing: true },
      }`,
    )
    const { exitCode, stderr } = await run(['import', '--rate', 'off'])
    expect(exitCode, stderr).toBe(0)
    const made = sandbox.state().organizations
    expect(made).toMatchObject([
      {
        name: 'Acme',
        description: 'First',
        customData: { metadata: { tier: 'gold' }, migratedFrom: { id: 's1' } },
        members: [expect.anything(), expect.anything()],
      },
      {
        name: 'Acme',
        description: null,
        customData: { migratedFrom: { id: 's2', description: 'x'.repeat(300) } },
        members: [expect.anything()],
      },
    ])
    // A second run of another export finds the same two.
    const again = await run(['import', '--rate', 'off', '--run', 'again'])
    expect(again.exitCode, again.stderr).toBe(0)
    expect(sandbox.state().organizations).toHaveLength(2)
  })

  it('are what organizations.describe makes of them, and found again whatever their name', async () => {
    const { sandbox, path, run } = await startRehearsal()
    const user = (n: number) => ({
      id: `u${n}`,
      email: `u${n}@example.com`,
      organizations: [{ name: 'acme' }],
    })
    await writeFile(path('one.ndjson'), JSON.stringify(user(1)))
    await writeFile(path('two.ndjson'), JSON.stringify(user(2)))
    await writeFile(
      path('migrate.config.ts'),
      config(
        `describe: ({ name }) => ({ name: name.toUpperCase(), description: 'Customer', customData: { a: 1 } })`,
      ),
    )
    for (const file of ['one.ndjson', 'two.ndjson']) {
      const { exitCode, stderr } = await run(['import', file, '--source', 'generic', '--rate', 'off'])
      expect(exitCode, stderr).toBe(0)
    }
    expect(sandbox.state().organizations).toMatchObject([
      {
        name: 'ACME',
        description: 'Customer',
        customData: { a: 1, migratedFrom: { id: 'acme' } },
        members: [expect.anything(), expect.anything()],
      },
    ])
  })

  it('a describe that throws ends the run with 2 and says where', async () => {
    const { path, run } = await startRehearsal()
    await writeFile(
      path('one.ndjson'),
      JSON.stringify({ id: 'u1', email: 'a@example.com', organizations: ['Acme'] }),
    )
    await writeFile(path('migrate.config.ts'), config(`describe: () => { throw new Error('no such thing') }`))
    const { exitCode, stderr } = await run(['import', 'one.ndjson', '--source', 'generic', '--rate', 'off'])
    expect(exitCode).toBe(2)
    expect(stderr).toContain(
      'organizations.describe() in the config failed for the organization Acme: no such thing',
    )
  })

  it('one that Logto refuses costs its members their membership, not the run', async () => {
    const { sandbox, path, run } = await startRehearsal()
    const users = ['Acme', 'x'.repeat(129)].map((name, n) =>
      JSON.stringify({ id: `u${n}`, email: `u${n}@example.com`, organizations: [{ name }] }),
    )
    await writeFile(path('users.ndjson'), users.join('\n'))
    await writeFile(path('migrate.config.ts'), config(''))
    const { exitCode, stdout } = await run([
      'import',
      'users.ndjson',
      '--source',
      'generic',
      '--rate',
      'off',
      '--json',
    ])
    expect(exitCode).toBe(1)
    expect(JSON.parse(stdout.trim().split('\n').at(-1) ?? '')).toMatchObject({
      end: 'complete',
      counts: { created: 2, failedUnits: 1 },
      codes: { 'guard.invalid_input': 1 },
    })
    expect(sandbox.state().organizations).toHaveLength(1)
  })
})
