import { readdirSync } from 'node:fs'
import { copyFile, readFile, writeFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { presets } from '../../src/presets/registry.js'
import { startRehearsal } from '../support/sandbox-process.js'

/** Main exports are called `users.<ext>` and lie in the folder of their preset. */
const mainExports = presets
  .filter(({ name }) => name !== 'generic')
  .flatMap(({ name }) =>
    readdirSync(`fixtures/${name}`)
      .filter((file) => /^users\.(?:csv|json|ndjson|ldif|tsv)$/.test(file))
      .map((file) => ({ name, file })),
  )

describe('inspect', () => {
  it.each(mainExports)('names $name from $file, whatever the file is called', async ({ name, file }) => {
    const { run, path } = await startRehearsal()
    await copyFile(resolve('fixtures', name, file), path('export'))
    const { stdout, stderr, exitCode } = await run(['inspect', 'export', '--json'])
    expect(stderr).toBe('')
    const inspection = JSON.parse(stdout)
    expect(inspection.source.name).toBe(name)
    expect(inspection.source.evidence.length).toBeGreaterThan(0)
    expect(inspection.alternative).toBeUndefined()
    expect(inspection.fields.length).toBeGreaterThan(0)
    expect(exitCode).toBe(0)
  })

  it('shows format, system, fill rates, hash families and a config, for people', async () => {
    const { run, path } = await startRehearsal()
    await writeFile(
      path('users.csv'),
      'id;email;password_hash\n1;a@example.com;$2b$10$abcdefghijklmnopqrstuuABCDEFGHIJKLMNOPQRSTUVWXYZ012345\n2;;\n',
    )
    const { stdout, exitCode } = await run(['inspect', 'users.csv'])
    expect(exitCode).toBe(0)
    expect(stdout).toContain('users.csv: csv, delimiter ";", utf-8')
    expect(stdout).toContain('2 records')
    expect(stdout).toContain('50 %  email (text)')
    expect(stdout).toContain('bcrypt in password_hash: can be carried over')
    expect(stdout).toContain("preset: 'generic'")
    // Counts and names only: an inspection may be pasted into a ticket.
    expect(stdout).not.toContain('$2b$')
  })

  it('says which file is missing', async () => {
    const { run } = await startRehearsal()
    const { stderr, exitCode } = await run(['inspect', 'absent.csv'])
    expect(exitCode).toBe(2)
    expect(stderr).toContain('absent.csv')
  })
})

describe('init', () => {
  it('writes a config that works for the export, and never overwrites one', async () => {
    const { run, path } = await startRehearsal()
    await copyFile(resolve('fixtures/auth0/users.ndjson'), path('dump.json'))
    const first = await run(['init', '--from', 'dump.json', '--endpoint', 'https://auth.example.com'])
    expect(first.stderr).toBe('')
    expect(first.exitCode).toBe(0)
    expect(await readFile(path('migrate.config.ts'), 'utf8')).toContain("preset: 'auth0'")
    expect(await readFile(path('.env.example'), 'utf8')).toContain('LOGTO_APP_SECRET=')

    const check = await run(['check', '--json'])
    expect(JSON.parse(check.stdout)).toMatchObject({ source: 'auth0', files: ['dump.json'] })

    const second = await run(['init', '--from', 'dump.json'])
    expect(second.exitCode).toBe(2)
    expect(second.stderr).toContain('--force')
    expect((await run(['init', '--from', 'dump.json', '--force', '--json'])).exitCode).toBe(0)
  })
})
