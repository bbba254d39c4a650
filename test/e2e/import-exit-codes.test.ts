import { cp, readFile, writeFile } from 'node:fs/promises'
import { describe, expect, it } from 'vitest'
import { startStubServer } from '../support/stub-server.js'
import { type Rehearsal, startRehearsal } from '../support/sandbox-process.js'
import { makeExport, toNdjson } from './make-export.js'

const args = ['import', 'users.ndjson', '--source', 'generic', '--rate', 'off']

const startWithInput = async (count = 20, options = {}): Promise<Rehearsal> => {
  const rehearsal = await startRehearsal(options)
  await writeFile(rehearsal.path('users.ndjson'), toNdjson(makeExport(count, { isSound: true })))
  return rehearsal
}

describe('exit code 2, usage and configuration', () => {
  it.each<{ id: string; args: string[]; env?: Record<string, string>; says: RegExp }>([
    { id: 'no input', args: ['import'], says: /no input: name one or more files/ },
    { id: 'no such file', args: ['import', 'absent.csv'], says: /absent\.csv/ },
    { id: 'unknown command', args: ['improt', 'users.ndjson'], says: /unknown command/ },
    { id: 'unknown flag', args: [...args, '--speed', '9'], says: /unknown option '--speed'/ },
    { id: 'bad rate', args: [...args, '--rate', 'fast'], says: /fast/ },
    { id: 'bad limit', args: [...args, '--limit', '0'], says: /--limit takes a whole number/ },
    { id: 'bad policy', args: [...args, '--on-conflict', 'merge'], says: /--on-conflict takes/ },
    { id: 'secret as flag', args: [...args, '--app-secret', 'x'], says: /set LOGTO_APP_SECRET/ },
    { id: 'no secret', args, env: { LOGTO_APP_SECRET: '' }, says: /LOGTO_APP_SECRET/ },
    { id: 'no endpoint', args, env: { LOGTO_ENDPOINT: '' }, says: /LOGTO_ENDPOINT/ },
    { id: 'endpoint is no URL', args, env: { LOGTO_ENDPOINT: 'auth' }, says: /endpoint is not a URL/ },
    { id: 'no config file', args: [...args, '-c', 'absent.ts'], says: /cannot read the config file/ },
    { id: 'unknown preset', args: ['import', 'users.ndjson', '-s', 'nosuch'], says: /nosuch/ },
  ])('$id', async ({ args, env = {}, says }) => {
    const { run, sandbox } = await startWithInput(1)
    const result = await run(args, { env })
    expect(result.stderr).toMatch(says)
    expect(result).toMatchObject({ exitCode: 2, stdout: '' })
    expect(sandbox.stats().requests).toEqual({})
  })
})

describe('exit code 3, the target', () => {
  it.each<{ id: string; env: Record<string, string>; says: RegExp }>([
    { id: 'wrong secret', env: { LOGTO_APP_SECRET: 'wrong' }, says: /LOGTO_APP_ID and LOGTO_APP_SECRET/ },
    { id: 'wrong resource', env: { LOGTO_RESOURCE: 'https://x.example/api' }, says: /LOGTO_RESOURCE/ },
    {
      id: 'no scope',
      env: { LOGTO_APP_ID: 'sandbox-app-without-role', LOGTO_APP_SECRET: 'sandbox-secret-without-role' },
      says: /Logto Management API access/,
    },
  ])('$id', async ({ env, says }) => {
    const { run, sandbox } = await startWithInput(3)
    const result = await run(args, { env })
    expect(result.stderr).toMatch(says)
    expect(result.exitCode).toBe(3)
    expect(sandbox.state().users).toEqual([])
    // The same run goes on once the setting is right.
    expect(await run(args)).toMatchObject({ exitCode: 0 })
    expect(sandbox.state().users).toHaveLength(3)
  })

  it('is that of the process', async () => {
    const { spawn } = await startWithInput(1)
    expect(await spawn([...args, '--rate', 'fast'])).toMatchObject({ exitCode: 2, stdout: '' })
    expect(await spawn(args, { env: { LOGTO_APP_SECRET: 'wrong' } })).toMatchObject({ exitCode: 3 })
  })

  it('the target is down for longer than a run waits', async () => {
    const { run } = await startWithInput(3)
    const stub = await startStubServer(() => ({ status: 503, text: '', headers: { 'retry-after': '3600' } }))
    const result = await run(args, { env: { LOGTO_ENDPOINT: stub.endpoint } })
    await stub.close()
    expect(result.stderr).toMatch(/asks to wait 3600 s/)
    expect(result.exitCode).toBe(3)
  })
})

describe('exit code 4, the checkpoint', () => {
  const checkpointOf = ({ path }: Rehearsal): string => path('.migrate', 'users', 'checkpoint.ndjson')

  it.each<{ id: string; code: string; args?: string[]; spoil: (rehearsal: Rehearsal) => Promise<unknown> }>([
    {
      id: 'foreign: another input',
      code: 'checkpoint_foreign',
      spoil: ({ path }) => writeFile(path('users.ndjson'), toNdjson(makeExport(4, { isSound: true }))),
    },
    {
      id: 'foreign: another target',
      code: 'checkpoint_foreign',
      args: [...args, '--tenant', 'elsewhere'],
      spoil: () => Promise.resolve(),
    },
    {
      id: 'damaged: a byte in line 3',
      code: 'checkpoint_damaged',
      spoil: async (rehearsal) => {
        const lines = (await readFile(checkpointOf(rehearsal), 'utf8')).split('\n')
        lines[2] = lines[2]!.replace('key-', 'kez-')
        await writeFile(checkpointOf(rehearsal), lines.join('\n'))
      },
    },
    {
      id: 'newer: format 3',
      code: 'checkpoint_newer',
      spoil: async (rehearsal) => {
        const text = await readFile(checkpointOf(rehearsal), 'utf8')
        await writeFile(checkpointOf(rehearsal), text.replace('"format":2', '"format":3'))
      },
    },
    { id: 'present', code: 'checkpoint_present', args: [...args, '--fresh'], spoil: () => Promise.resolve() },
    {
      id: 'absent',
      code: 'checkpoint_absent',
      args: [...args, '--resume', '--run', 'other'],
      spoil: () => Promise.resolve(),
    },
  ])('$id', async ({ code, args: again = args, spoil }) => {
    const rehearsal = await startWithInput(3)
    expect(await rehearsal.run(args)).toMatchObject({ exitCode: 0 })
    await spoil(rehearsal)
    rehearsal.sandbox.resetStats()
    const result = await rehearsal.run([...again, '--json'])
    expect(JSON.parse(result.stdout)).toMatchObject({ error: { code } })
    expect(result.exitCode).toBe(4)
    expect(rehearsal.sandbox.stats().requests['POST /api/users']).toBeUndefined()
    if (code === 'checkpoint_damaged') expect(result.stderr).toContain('checkpoint.ndjson:3 is damaged')
  })

  it('locked by a running process', async () => {
    const { run, spawn, sandbox } = await startWithInput(120, { latencyMs: 20 })
    const first = spawn([...args, '--concurrency', '2'])
    await expect.poll(() => sandbox.store.users.count, { timeout: 50_000, interval: 10 }).toBeGreaterThan(3)
    const second = await run(args)
    expect(second.stderr).toMatch(/another process works on this run \(pid \d+/)
    expect(second.exitCode).toBe(4)
    expect(await first).toMatchObject({ exitCode: 0 })
    expect(sandbox.state().users).toHaveLength(120)
  })

  it('a folder that cannot be made', async () => {
    const { run, sandbox } = await startWithInput(3)
    const result = await run([...args, '--run', 'users.ndjson/run', '--json'])
    expect(JSON.parse(result.stdout)).toMatchObject({ error: { code: 'run_folder_unwritable' } })
    expect(result.exitCode).toBe(4)
    expect(sandbox.state().users).toEqual([])
  })

  it('a checkpoint copied to another folder goes on there', async () => {
    const { run, sandbox, path } = await startWithInput(30)
    expect(await run([...args, '--limit', '10'])).toMatchObject({ exitCode: 0 })
    expect(sandbox.state().users).toHaveLength(10)
    await cp(path('.migrate', 'users'), path('copied'), { recursive: true })
    await cp(path('users.ndjson'), path('moved.ndjson'))
    const again = [
      'import',
      'moved.ndjson',
      '--source',
      'generic',
      '--rate',
      'off',
      '--run',
      'copied',
      '--resume',
    ]
    expect(await run(again)).toMatchObject({ exitCode: 0 })
    expect(sandbox.state().users).toHaveLength(30)
  })
})
