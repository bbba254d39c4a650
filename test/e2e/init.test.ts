import { copyFile, mkdir, readFile, stat, writeFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { startInTerminal } from '../support/pseudo-terminal.js'
import { runCli } from '../support/run-cli.js'
import { type Rehearsal, startRehearsal } from '../support/sandbox-process.js'

const open = async (): Promise<Rehearsal> => {
  const rehearsal = await startRehearsal()
  await copyFile(resolve('fixtures/auth0/users.ndjson'), rehearsal.path('dump.json'))
  return rehearsal
}

const noTarget = { LOGTO_ENDPOINT: '', LOGTO_APP_ID: '', LOGTO_APP_SECRET: '' }

describe('init on a terminal', () => {
  it('asks for what is missing, tries it, tells what is wrong, and writes the secret only to .env', async () => {
    const { folder, sandbox, path } = await open()
    await writeFile(path('.env'), '# mine\nOTHER=1\nLOGTO_APP_ID=\n')
    await mkdir(path('.git'))
    const session = startInTerminal(['init'], { cwd: folder, env: {} })
    await session.until(/Which file holds the users\?/)
    session.type('absent.json\n')
    await session.until(/There is no file absent\.json[\s\S]*Which file holds the users\?/)
    session.type('dump.json\n')
    await session.until(/Recognised: Auth0[\s\S]*URL of Logto, or tenant id/)
    session.type(`${sandbox.url}/api\n`)
    await session.until(/Id of the machine-to-machine application\?/)
    session.type('sandbox-app\n')
    await session.until(/Its secret\? \(not shown/)
    session.type('mistyped-s3cret\r')
    await session.until(/No access: .*its secret is wrong/)
    await session.until(/Change the answers\?/)
    session.type('\n')
    await session.until(/tenant id on Logto Cloud\? \[http/)
    session.type('\n')
    await session.until(/application\? \[sandbox-app\]/)
    session.type('\n')
    await session.until(/\[as before\]/)
    // Ctrl-U takes back the line, backspace one character.
    session.type('oops\x15sandbox-secrets\x7f\r')
    await session.until(/Access works: 0 users are there\./)
    await session.until(/readable by you alone\? \[Y\/n\]/)
    session.type('\n')

    expect(await session.ended).toEqual({ exitCode: 0, isSane: true })
    expect(session.output()).not.toMatch(/mistyped-s3cret|sandbox-secret|oops/)
    expect(session.output()).toContain('Add .env to .gitignore')
    expect(await readFile(path('.env'), 'utf8')).toBe(
      `# mine\nOTHER=1\nLOGTO_ENDPOINT=${sandbox.url}\nLOGTO_TENANT_ID=default\nLOGTO_APP_ID=sandbox-app\nLOGTO_APP_SECRET=sandbox-secret\n`,
    )
    expect((await stat(path('.env'))).mode & 0o777).toBe(0o600)
    const config = await readFile(path('migrate.config.ts'), 'utf8')
    expect(config).toContain("preset: 'auth0'")
    expect(config + (await readFile(path('.env.example'), 'utf8'))).not.toContain('sandbox-secret')

    // What was written works by itself, without any variable set.
    const check = await runCli(['check', '--json'], { cwd: folder })
    expect(JSON.parse(check.stdout)).toMatchObject({ source: 'auth0' })
    const preflight = await runCli(['preflight', '--no-canary', '--json'], { cwd: folder })
    expect(JSON.parse(preflight.stdout)).toMatchObject({ endpoint: sandbox.url })
  })

  it('asks nothing that flags and environment say, and no when nothing was typed', async () => {
    const { folder, env } = await open()
    const session = startInTerminal(['init', '--from', 'dump.json'], { cwd: folder, env })
    expect(await session.ended).toEqual({ exitCode: 0, isSane: true })
    expect(session.output()).not.toMatch(/\? [([]/)
    expect(session.output()).toContain('Access works')
  })

  it('Ctrl-C at the secret ends it and puts the terminal back', async () => {
    const { folder, sandbox, path } = await open()
    const flags = ['--endpoint', sandbox.url, '--app-id', 'sandbox-app', '--from', 'dump.json']
    const session = startInTerminal(['init', ...flags], { cwd: folder, env: {} })
    await session.until(/Its secret\?/)
    session.type('abc\x03')
    expect(await session.ended).toEqual({ exitCode: 130, isSane: true })
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
    ['an address where nothing is', { LOGTO_ENDPOINT: 'http://127.0.0.1:9' }, 'connect_failed'],
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

  it('never overwrites a config, and says so before anything else', async () => {
    const { run, path } = await open()
    await writeFile(path('migrate.config.ts'), 'export default {}')
    const result = await run(['init', 'absent.json'], { env: noTarget })
    expect(result.exitCode).toBe(2)
    expect(result.stderr).toContain('--force overwrites it')
    expect(await readFile(path('migrate.config.ts'), 'utf8')).toBe('export default {}')
  })
})
