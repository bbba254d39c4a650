import { mkdir, readdir, symlink, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { describe, expect, it, onTestFinished } from 'vitest'
import { startRehearsal } from '../support/sandbox-process.js'

const noTarget = { LOGTO_ENDPOINT: '', LOGTO_APP_ID: '', LOGTO_APP_SECRET: '' }

/** One line, and nothing that only a programmer reads. */
const isOneLine = (text: string): boolean => /^[^\n]+\n$/.test(text) && !/\n\s+at |please report/.test(text)

describe('what cannot be used', () => {
  it('is named in one line, with exit code 2, whatever was named', async () => {
    const { run, path } = await startRehearsal()
    await mkdir(path('folder'))
    await mkdir(path('bare'))
    await writeFile(path('folder', 'a.csv'), 'id,email\n1,a@example.com\n')
    await writeFile(path('folder', 'b.csv'), 'id,email\n2,b@example.com\n')
    await writeFile(path('users.csv'), 'id,email\n1,a@example.com\n')
    await symlink('round', path('round'))
    const cases: [string[], RegExp][] = [
      [
        ['check', 'folder'],
        /folder is a folder, .*such as folder\/a\.csv, or a pattern such as 'folder\/\*\.csv'/,
      ],
      [['inspect', 'folder/'], /is a folder/],
      [['check', 'bare'], /none of its files looks like one/],
      [['import', 'folder'], /is a folder/],
      [['preflight', 'folder'], /is a folder/],
      [['init', 'folder'], /is a folder/],
      [['check', 'round'], /circle \(ELOOP\)/],
      [['check', 'users.csv/x'], /ENOTDIR/],
      [['check', 'x'.repeat(300)], /ENAMETOOLONG/],
      [['check', 'users.csv', '--hashes', 'folder', '-s', 'auth0'], /is a folder/],
      [['check', 'users.csv', '--passwords', 'folder'], /is a folder/],
      [['password', '--batch', 'folder'], /is a folder/],
      [['status', 'users.csv'], /ENOTDIR/],
      [['sandbox', '--port', '99999'], /up to 65535/],
    ]
    for (const [args, reason] of cases) {
      const result = await run(args)
      expect(result.stderr, args.join(' ')).toMatch(reason)
      expect(isOneLine(result.stderr), result.stderr).toBe(true)
      expect(result.exitCode, args.join(' ')).toBe(2)
    }
  })

  it('a port in use is named, for the sandbox', async () => {
    const { run } = await startRehearsal()
    const server = createServer()
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    onTestFinished(() => void server.close())
    const { port } = server.address() as AddressInfo
    const result = await run(['sandbox', '--port', String(port)])
    expect(result).toMatchObject({ exitCode: 2, stdout: '' })
    expect(result.stderr).toBe(
      `logto-migrate: cannot listen on 127.0.0.1:${port}: another program listens there: take another --port, or 0 for a free one\n`,
    )
  })

  it('a target that nobody serves is named at once, by every command and before the input is read', async () => {
    const { run, path } = await startRehearsal()
    const server = createServer()
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const { port } = server.address() as AddressInfo
    await new Promise((resolve) => server.close(resolve))
    await writeFile(path('users.csv'), 'id,email\n1,a@example.com\n')
    const env = { LOGTO_ENDPOINT: `http://127.0.0.1:${port}` }
    const calls = [
      ['import', 'users.csv', '--yes'],
      ['preflight', 'users.csv'],
      ['verify', 'users.csv'],
      ['users'],
      ['logs'],
      ['api', 'GET', '/users'],
      ['claims', 'legacy-id', 'install'],
    ]
    const ends = await Promise.all(calls.map((args) => run(args, { env })))
    for (const [index, end] of ends.entries()) {
      const said = `cannot reach Logto at 127.0.0.1:${port}: nothing accepts connections there (ECONNREFUSED)`
      expect(`${end.stdout}${end.stderr}`, calls[index]!.join(' ')).toContain(said)
      expect(end.exitCode, calls[index]!.join(' ')).toBe(3)
    }
    expect(await readdir(path('.'))).not.toContain('.migrate')
  })

  it('a call that is refused names its path as it was typed, without what it asks for', async () => {
    const { run } = await startRehearsal()
    const result = await run(['api', 'GET', '/nosuch/thing?email=a@example.com'])
    expect(result.exitCode).toBe(1)
    expect(result.stderr).toMatch(/GET \/api\/nosuch\/thing was refused with 404/)
    expect(result.stderr).not.toContain('a@example.com')
  })

  it('a parameter of a hash that nothing reads is refused', async () => {
    const { run } = await startRehearsal()
    const hash = '5f4dcc3b5aa765d61d8327deb882cf99'
    const wrongName = await run(['password', hash, '--param', 'iteratoins=1'])
    expect(wrongName).toMatchObject({ exitCode: 2 })
    expect(wrongName.stderr).toContain('did you mean iterations?')
    const wrongValue = await run(['password', hash, '--param', 'saltEncoding=utf9'])
    expect(wrongValue).toMatchObject({ exitCode: 2 })
    expect(wrongValue.stderr).toContain('--param saltEncoding: expected one of utf8, hex, base64')
  })
})

describe('the config', () => {
  it('is told by line and column what is wrong with it, and what was meant', async () => {
    const { run, path } = await startRehearsal()
    await writeFile(path('users.csv'), 'id,email,phne\n1,a@example.com,\n')
    const cases: [string, string, RegExp[]][] = [
      [
        'a.ts',
        `export default {\n  source: { preset: 'auth0'\n  rate: 'off',\n}\n`,
        [/a\.ts:3:3 could not be run: Unexpected token/],
      ],
      [
        'b.mjs',
        `const a = 1\nexport default { rate: rates }\n`,
        [/b\.mjs:2 could not be run: rates is not defined/],
      ],
      ['c.json', `{\n  "rate": "off"\n  "run": "x"\n}\n`, [/c\.json:3:3 is not valid JSON/]],
      [
        'd.ts',
        `export default {\n  source: { fils: 'x', format: 'xslx' },\n  unverifiedEmial: 'demote',\n  username: 'dorp',\n}\n`,
        [
          /2:13 {2}source\.fils: .*did you mean files\?/,
          /2:24 {2}source\.format: expected auto, csv/,
          /3:3 {2}unverifiedEmial: .*did you mean unverifiedEmail\?/,
          /4:3 {2}username: expected drop, rewrite or reject, got "dorp"; did you mean drop\?/,
        ],
      ],
      [
        'e.json',
        `{ "source": { "preset": "keyclok" } }`,
        [/there is no preset "keyclok"; did you mean keycloak\?/],
      ],
      [
        'f.json',
        `{ "source": { "columns": { "phone": "primaryPhone" } } }`,
        [/source\.columns names "phone".*did you mean "phne"\?/],
      ],
      [
        'g.json',
        `{ "source": { "columns": { "crm": "customData.crm" } } }`,
        [/source\.columns names "crm".*it has id, email, phne/],
      ],
    ]
    for (const [name, text, reasons] of cases) {
      await writeFile(path(name), text)
      const { exitCode, stderr } = await run(['check', 'users.csv', '-c', name])
      for (const reason of reasons) expect(stderr, name).toMatch(reason)
      expect(exitCode, name).toBe(2)
    }
  })

  it('may be JSON, with comments and the $schema of an editor, and is found by itself', async () => {
    const { run, path } = await startRehearsal()
    await writeFile(path('users.csv'), 'id,Kontakt\n1,a@example.com\n')
    await writeFile(
      path('migrate.config.json'),
      '// mine\n{ "$schema": "./node_modules/logto-migrate/schemas/config.schema.json",\n "source": { "preset": "generic", "files": "users.csv", "columns": { "Kontakt": "primaryEmail" }, }, }\n',
    )
    const { stdout, exitCode } = await run(['check', '--json'])
    expect(JSON.parse(stdout)).toMatchObject({ source: 'generic', valid: 1 })
    expect(exitCode).toBe(0)
  })
})

describe('without credentials', () => {
  it('everything that is missing is named at once, before the input is looked for', async () => {
    const { run, sandbox } = await startRehearsal()
    for (const command of ['import', 'preflight', 'verify']) {
      const { exitCode, stderr } = await run([command, 'absent.csv'], { env: noTarget })
      expect(exitCode).toBe(2)
      expect(stderr).toMatch(
        /3 things are missing[^]*LOGTO_ENDPOINT[^]*LOGTO_APP_ID[^]*LOGTO_APP_SECRET[^]*logto-migrate init/,
      )
    }
    const one = await run(['import', 'absent.csv'], { env: { LOGTO_APP_SECRET: '' } })
    expect(one.stderr).toContain('the secret of the application is missing: set LOGTO_APP_SECRET')
    expect(sandbox.stats().requests).toEqual({})
  })

  it('wrong ones are told before the input is read, and no folder is left', async () => {
    const { run, path } = await startRehearsal()
    await writeFile(path('users.json'), '{"broken')
    const env = { LOGTO_APP_SECRET: 'mistyped' }
    for (const args of [['import'], ['preflight'], ['verify'], ['check', '--online']]) {
      const { exitCode, stderr } = await run([...args, 'users.json'], { env })
      expect(stderr, args[0]).toMatch(/secret is wrong/)
      expect(exitCode, args[0]).toBe(3)
    }
    expect(await readdir(path())).toEqual(['users.json'])
  })
})
