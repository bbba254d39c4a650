import { Command } from 'commander'
import { writeFile } from 'node:fs/promises'
import { describe, expect, it } from 'vitest'
import { declareCommands } from '../../src/command-line/program.js'
import { startProxy } from '../support/proxy.js'
import type { CliResult } from '../support/run-cli.js'
import { startRehearsal } from '../support/sandbox-process.js'

/** By name, how each command is called that asks the target. */
const calls: Record<string, string[]> = {
  init: ['init', '--test', '--force'],
  import: ['import', 'users.ndjson', '--source', 'generic', '--yes'],
  check: ['check', 'users.ndjson', '--source', 'generic', '--online'],
  retry: ['retry', 'users.ndjson', '--source', 'generic'],
  preflight: ['preflight'],
  verify: ['verify', 'users.ndjson', '--source', 'generic'],
  rollback: ['rollback', '.migrate/users', '--dry-run'],
  users: ['users'],
  logs: ['logs'],
  api: ['api', 'GET', '/users'],
  'trickle serve': ['trickle', 'serve', '--port', '0'],
  'trickle install': ['trickle', 'install', '--url', 'https://trickle.example.com'],
  'trickle status': ['trickle', 'status', '--online'],
  'trickle remove': ['trickle', 'remove'],
  links: ['links', '--who', 'no-password', '--url-template', 'https://app.example.com/?t={token}'],
  'claims legacy-id': ['claims', 'legacy-id', 'install'],
}

/** Those that take the address of a target. */
const askers = (): string[] => {
  const program = new Command()
  declareCommands(program, () => async () => undefined)
  const leaves = (command: Command, name: string): [string, Command][] =>
    command.commands.length === 0
      ? [[name, command]]
      : command.commands.flatMap((inner) => leaves(inner, `${name} ${inner.name()}`.trim()))
  return leaves(program, '')
    .filter(([, { options }]) => options.some(({ long }) => long === '--endpoint'))
    .map(([name]) => name)
}

it('every command that asks a target is among them', () => {
  expect(askers().sort()).toEqual(Object.keys(calls).sort())
})

const elsewhere = 'http://auth.example.com'

/** A run that every command can work with, and a proxy that leads to its target. */
const open = async () => {
  const { run, path, sandbox } = await startRehearsal()
  const proxy = await startProxy(Number(new URL(sandbox.url).port))
  await writeFile(path('users.ndjson'), '{"id":"u1","email":"ada@example.com"}\n')
  const upstream = { type: 'http', url: 'http://127.0.0.1:1/login' }
  const config = `export default ${JSON.stringify({ legacyPasswords: { upstream } })}\n`
  const call = async (args: readonly string[], env: Record<string, string>): Promise<CliResult> => {
    // init writes one.
    await writeFile(path('migrate.config.ts'), config)
    const stop = new AbortController()
    const end = await run(args, {
      env: { TRICKLE_SECRET: 'ab'.repeat(32), ...env },
      signal: stop.signal,
      onStdout: () => args[1] === 'serve' && stop.abort(),
    })
    // What it was called with was right.
    expect
      .soft([args, end.exitCode === 0 || end.stderr])
      .not.toEqual([args, expect.stringMatching(/add --help|is not set|should not have happened/)])
    return end
  }
  return { call, proxy, sandbox, proxied: `http://${proxy.url}` }
}

/** It asks when somebody signs in. */
const asksLater = 'trickle serve'

describe('each of them', () => {
  it('refuses http:// to another host before anything is asked', async () => {
    const { call, proxy, proxied, sandbox } = await open()
    await call(calls['import']!, {})
    sandbox.resetStats()
    for (const [name, args] of Object.entries(calls)) {
      const { exitCode, stderr } = await call(args, { LOGTO_ENDPOINT: elsewhere, HTTP_PROXY: proxied })
      expect
        .soft([name, exitCode, stderr])
        .toEqual([name, 2, expect.stringContaining(`${elsewhere} is not encrypted`)])
    }
    expect(proxy.asked).toEqual([])
    expect(sandbox.stats().requests).toEqual({})
  })

  it('goes through HTTP_PROXY', async () => {
    const { call, proxy, proxied } = await open()
    for (const [name, args] of Object.entries(calls)) {
      proxy.asked.length = 0
      await call([...args, '--insecure-http'], { LOGTO_ENDPOINT: elsewhere, HTTP_PROXY: proxied })
      const asked = name === asksLater ? [] : ['auth.example.com:80']
      expect.soft([name, [...new Set(proxy.asked)]]).toEqual([name, asked])
    }
  })

  it('leaves out what NO_PROXY names', async () => {
    const { call, proxy, proxied, sandbox } = await open()
    for (const [name, args] of Object.entries(calls)) {
      sandbox.resetStats()
      await call(args, { HTTP_PROXY: proxied, NO_PROXY: '127.0.0.1' })
      expect
        .soft([name, Object.keys(sandbox.stats().requests).length > 0])
        .toEqual([name, name !== asksLater])
    }
    expect(proxy.asked).toEqual([])
  })
})

describe('what else is asked', () => {
  const source = { SOURCE_LOGTO_APP_ID: 'sandbox-app', SOURCE_LOGTO_APP_SECRET: 'sandbox-secret' }

  it('a vendor is refused over http://, reached through a proxy, and left out of it', async () => {
    const { call, proxy, proxied, sandbox } = await open()
    const args = ['export', 'logto', '--to', 'exported', '--fresh']
    const away = await call(args, { ...source, SOURCE_LOGTO_ENDPOINT: elsewhere, HTTP_PROXY: proxied })
    expect(away).toMatchObject({ exitCode: 2, stderr: expect.stringContaining('is not encrypted') as string })
    expect(proxy.asked).toEqual([])
    const near = { ...source, SOURCE_LOGTO_ENDPOINT: sandbox.url, HTTP_PROXY: proxied }
    expect(await call(args, near)).toMatchObject({ exitCode: 0 })
    expect(new Set(proxy.asked)).toEqual(new Set([new URL(sandbox.url).host]))
    proxy.asked.length = 0
    expect(await call(args, { ...near, NO_PROXY: '127.0.0.1' })).toMatchObject({ exitCode: 0 })
    expect(proxy.asked).toEqual([])
  })

  it.each([
    { type: 'http', url: 'http://old.example.com/login' },
    { type: 'oidc', tokenEndpoint: 'http://old.example.com/token', clientId: 'c' },
    { type: 'supabase', url: 'http://old.example.com', anonKey: 'k' },
    { type: 'cognito', region: 'eu-central-1', clientId: 'c', endpoint: 'HTTP://old.example.com' },
    { type: 'ldap', url: 'ldap://old.example.com', userDn: 'uid={name}' },
  ])('an old system %j is not asked where others can read passwords', async (upstream) => {
    const { run, path } = await startRehearsal()
    await writeFile(path('users.ndjson'), '{"id":"u1","email":"ada@example.com"}\n')
    await writeFile(path('c.mjs'), `export default ${JSON.stringify({ legacyPasswords: { upstream } })}\n`)
    await run(calls['import']!)
    const env = { TRICKLE_SECRET: 'ab'.repeat(32) }
    const args = ['trickle', 'serve', '--port', '0', '-c', 'c.mjs', '--json']
    const { exitCode, stdout } = await run(args, { env, signal: AbortSignal.timeout(2000) })
    expect(JSON.parse(stdout)).toMatchObject({ error: { code: 'insecure_http' } })
    expect(exitCode).toBe(2)
  })
})
