import { copyFile, mkdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { startInTerminal } from '../support/pseudo-terminal.js'
import { runInProcess } from '../support/run-in-process.js'
import { type Rehearsal, startRehearsal } from '../support/sandbox-process.js'

const open = async (): Promise<Rehearsal> => {
  const rehearsal = await startRehearsal()
  await copyFile(resolve('fixtures/auth0/users.ndjson'), rehearsal.path('dump.json'))
  return rehearsal
}

const noTarget = { LOGTO_ENDPOINT: '', LOGTO_APP_ID: '', LOGTO_APP_SECRET: '' }

const enter = '\r'
const down = '\x1b[B'

describe('init on a terminal', () => {
  it('is a guide: export, what is in it, columns, access tried at once, .env, .gitignore, what comes next', async () => {
    const { folder, sandbox, path } = await open()
    await rm(path('dump.json'))
    await writeFile(
      path('users.csv'),
      'id,E-Mail,Kontakt\n1,a@example.com,+4915112345671\n2,b@example.com,+4915112345672\n',
    )
    await writeFile(path('.env'), '# mine\nOTHER=1\nLOGTO_APP_ID=\n')
    await mkdir(path('.git'))
    const session = startInTerminal(['init'], { cwd: folder, env: {}, rows: 60 })
    await session.until(/Which file holds the users\?[^]*users\.csv[^]*Another path/)
    session.type(down + enter)
    await session.until(/Its path\?/)
    session.type('absent.csv' + enter)
    await session.until(/There is no file absent\.csv[^]*Which file holds the users\?/)
    session.type(enter)
    await session.until(
      /a table of your own[^]*column +filled +for example[^]*Kontakt +100 % +\+4915112345671 +\? kept as/,
    )
    await session.until(/The user that Logto gets[^]*primaryEmail +a@example\.com[^]*not understood/)
    session.type(enter)
    await session.until(/Kontakt \(1 of 1[^]*primaryPhone \(its values look like phone numbers\)/)
    session.type(enter)
    await session.until(
      /with Kontakt as primaryPhone[^]*primaryPhone +4915112345671[^]*Where is your Logto\?/,
    )
    session.type(down + enter)
    await session.until(/where people sign in\?/)
    session.type(`${sandbox.url}/api${enter}`)
    await session.until(/console\/roles\/create[^]*console\/applications\/create[^]*App ID\?/)
    // Known-bad values are refused before anything is asked of Logto.
    session.type(`your-app-id${enter}`)
    await session.until(/the id that the Console shows/)
    session.type(`\x15sandbox-app${enter}`)
    await session.until(/App secret\? \(not shown\)/)
    session.type(`mistyped-s3cret${enter}`)
    await session.until(/No access: [^]*secret is[^]*What now\?/)
    expect(sandbox.state().users).toEqual([])
    session.type(enter)
    await session.until(
      /What now\?[^]*Another App secret[^]*App secret\? \(not shown\)/,
      session.output().length,
    )
    // Ctrl-U takes back the line, backspace one character.
    session.type(`oops\x15sandbox-secrets\x7f${enter}`)
    await session.until(/Access works: 0 users are there\.[^]*readable by you alone\?/)
    session.type(enter)
    await session.until(/\.gitignore lacks[^]*\.migrate\/[^]*\/users\.csv[^]*Add these lines\?/)
    session.type(enter)

    expect(await session.ended).toEqual({ exitCode: 0, isSane: true })
    expect(session.output()).toMatch(/Next:[^]*1\. logto-migrate check[^]*2\. logto-migrate preflight/)
    expect(session.output()).not.toMatch(/mistyped-s3cret|sandbox-secret|oops/)
    expect(await readFile(path('.env'), 'utf8')).toBe(
      `# mine\nOTHER=1\nLOGTO_ENDPOINT=${sandbox.url}\nLOGTO_TENANT_ID=default\nLOGTO_APP_ID=sandbox-app\nLOGTO_APP_SECRET=sandbox-secret\n`,
    )
    expect((await stat(path('.env'))).mode & 0o777).toBe(0o600)
    expect(await readFile(path('.gitignore'), 'utf8')).toMatch(/\.env\n[^]*\/users\.csv\n/)
    const config = await readFile(path('migrate.config.ts'), 'utf8')
    expect(config).toContain("Kontakt: 'primaryPhone',")
    expect(config + (await readFile(path('.env.example'), 'utf8'))).not.toContain('sandbox-secret')

    // What was written works by itself, without any variable set.
    const check = await runInProcess(['check', '--json'], { cwd: folder })
    expect(JSON.parse(check.stdout)).toMatchObject({ source: 'generic', valid: 2 })
    const preflight = await runInProcess(['preflight', '--no-canary', '--rate', 'off', '--json'], {
      cwd: folder,
    })
    expect(JSON.parse(preflight.stdout)).toMatchObject({ endpoint: sandbox.url })
  })

  it('asks nothing that flags and environment say', async () => {
    const { folder, env } = await open()
    const session = startInTerminal(['init', '--from', 'dump.json'], { cwd: folder, env })
    expect(await session.ended).toEqual({ exitCode: 0, isSane: true })
    expect(session.output()).not.toMatch(/Enter: confirm/)
    expect(session.output()).toContain('Access works')
  })

  it('what Logto refused is not written, and Ctrl-C at any question writes nothing and puts the terminal back', async () => {
    const { folder, sandbox, path } = await open()
    const flags = ['--endpoint', sandbox.url, '--app-id', 'sandbox-app', '--from', 'dump.json', '--no-color']
    const session = startInTerminal(['init', ...flags], { cwd: folder, env: {} })
    await session.until(/App secret\?/)
    session.type(`wrong${enter}`)
    await session.until(/What now\?/)
    // "Go on without" is the last one.
    session.type(`\x1b[A${enter}`)
    expect(await session.ended).toEqual({ exitCode: 3, isSane: true })
    expect(await readFile(path('migrate.config.ts'), 'utf8')).toContain("preset: 'auth0'")
    await expect(stat(path('.env'))).rejects.toThrow('ENOENT')
    expect(session.output().replaceAll('\x1b', 'ESC')).not.toMatch(/ESC\[3\dm/)

    const again = startInTerminal(['init', ...flags, '--force'], { cwd: folder, env: {} })
    await again.until(/App secret\?/)
    await rm(path('migrate.config.ts'))
    again.type('abc\x03')
    expect(await again.ended).toEqual({ exitCode: 130, isSane: true })
    await expect(stat(path('migrate.config.ts'))).rejects.toThrow('ENOENT')
  })
})

describe('init off a terminal', () => {
  it('goes by flags and environment, and asks Logto only where told to', async () => {
    const { run, path, sandbox } = await open()
    const quiet = await run(['init', 'dump.json', '--json'])
    expect(JSON.parse(quiet.stdout)).toEqual({
      source: 'auth0',
      written: [path('migrate.config.ts'), path('.env.example')],
      access: null,
    })
    const tested = await run(['init', 'dump.json', '--json', '--force', '--test', '--write-env'])
    expect(tested).toMatchObject({ exitCode: 0, stderr: '' })
    expect(JSON.parse(tested.stdout)).toMatchObject({
      written: [path('migrate.config.ts'), path('.env.example'), path('.env')],
      access: { isGranted: true, users: 0 },
    })
    expect(await readFile(path('.env'), 'utf8')).toContain(`LOGTO_ENDPOINT=${sandbox.url}\n`)
    expect((await stat(path('.env'))).mode & 0o777).toBe(0o600)
  })

  it.each([
    ['a wrong secret', { LOGTO_APP_SECRET: 'mistyped-s3cret' }, 'invalid_client'],
    ['an unknown app', { LOGTO_APP_ID: 'nobody' }, 'invalid_client'],
    [
      'an app without the role',
      { LOGTO_APP_ID: 'sandbox-app-without-role', LOGTO_APP_SECRET: 'sandbox-secret-without-role' },
      'missing_scope',
    ],
    ['the wrong resource', { LOGTO_RESOURCE: 'https://other.logto.app/api' }, 'invalid_target'],
    ['an address where nothing is', { LOGTO_ENDPOINT: 'http://127.0.0.1:9' }, 'target_unreachable'],
  ])('says what is wrong with %s', async (_name, env, code) => {
    const { run, path } = await open()
    const result = await run(['init', 'dump.json', '--json', '--test'], { env })
    expect(result.exitCode).toBe(3)
    const { access } = JSON.parse(result.stdout) as { access: { message: string } }
    expect(access).toMatchObject({ isGranted: false, code })
    expect(access.message).not.toContain('mistyped-s3cret')
    // The files are there all the same: only the credentials have to be mended.
    expect(await readFile(path('migrate.config.ts'), 'utf8')).toContain("preset: 'auth0'")
  })

  it('writes nothing that Logto refused, and completes .gitignore within a repository', async () => {
    const { run, path } = await open()
    await mkdir(path('.git'))
    const args = ['init', 'dump.json', '--json', '--test', '--write-env']
    const refused = await run(args, { env: { LOGTO_ENDPOINT: 'http://127.0.0.1:9' } })
    expect(JSON.parse(refused.stdout)).toMatchObject({
      written: [path('migrate.config.ts'), path('.env.example'), path('.gitignore')],
    })
    expect(await readFile(path('migrate.config.ts'), 'utf8')).not.toContain('127.0.0.1:9')
    await expect(stat(path('.env'))).rejects.toThrow('ENOENT')
    expect(await readFile(path('.gitignore'), 'utf8')).toContain('/dump.json\n')
  })

  it('--map says what a column is, and a column that is not there is refused', async () => {
    const { run, path } = await open()
    await writeFile(path('users.csv'), 'id,Kontakt,alt\n1,a@example.com,x\n')
    const args = ['init', 'users.csv', '--json', '-s', 'generic']
    const absent = await run([...args, '--map', 'Kontkt=primaryEmail'])
    expect(absent).toMatchObject({ exitCode: 2 })
    expect(absent.stderr).toContain('did you mean "Kontakt"?')
    const made = await run([...args, '--map', 'Kontakt=primaryEmail', '--map', 'alt='])
    expect(JSON.parse(made.stdout)).toMatchObject({ columns: { Kontakt: 'primaryEmail', alt: null } })
    const check = await run(['check', '--json'])
    expect(JSON.parse(check.stdout)).toMatchObject({ valid: 1 })
  })

  it('never overwrites a config, and says so before anything else', async () => {
    const { run, path } = await open()
    await writeFile(path('migrate.config.ts'), 'export default {}')
    const result = await run(['init', 'absent.json'], { env: noTarget })
    expect(result.exitCode).toBe(2)
    expect(result.stderr).toContain('--force overwrites it')
    expect(await readFile(path('migrate.config.ts'), 'utf8')).toBe('export default {}')
  })
})
