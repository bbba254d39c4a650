import { execFileSync, spawn } from 'node:child_process'
import { appendFile, chmod, open, rename, stat, truncate, utimes, writeFile } from 'node:fs/promises'
import { describe, expect, it } from 'vitest'
import { recordsPerBatch } from '../../src/source/input/records-per-batch.js'
import { startRehearsal } from '../support/sandbox-process.js'

const linesOf = (count: number, name: string): string =>
  Array.from(
    { length: count },
    (_, index) => `${JSON.stringify({ id: `${name}-${index}`, username: `${name}_${index}` })}\n`,
  ).join('')

/** More than a batch, so that some are read after the first are written. */
const count = recordsPerBatch + 100

const flags = ['--source', 'generic', '--rate', 'off', '--json']

describe('input that can be read only once', () => {
  it('from a named pipe is imported whole', async () => {
    const { spawn: run, sandbox, path } = await startRehearsal()
    execFileSync('mkfifo', [path('people.ndjson')])
    const end = await run(['import', 'people.ndjson', ...flags], {
      // A shell's `<(…)`: somebody else writes into the pipe.
      onStart: () =>
        void spawn('sh', ['-c', 'cat > "$0"', path('people.ndjson')], {
          stdio: ['pipe', 'ignore', 'ignore'],
        }).stdin.end(linesOf(50, 'pipe')),
    })
    expect(end).toMatchObject({ exitCode: 0 })
    expect(sandbox.state().users).toHaveLength(50)
  })

  it('from /dev/stdin is imported and checked whole', async () => {
    const { spawn: run, sandbox } = await startRehearsal()
    const stdin = linesOf(50, 'stdin')
    const checked = await run(['check', '/dev/stdin', '--json'], { stdin })
    expect(JSON.parse(checked.stdout)).toMatchObject({ records: 50, valid: 50 })
    const inspected = await run(['inspect', '/dev/stdin', '--json'], { stdin })
    expect(JSON.parse(inspected.stdout)).toMatchObject({ records: 50 })
    expect(await run(['import', '/dev/stdin', ...flags], { stdin })).toMatchObject({ exitCode: 0 })
    expect(sandbox.state().users).toHaveLength(50)
  })
})

describe('a file that changes during a run', () => {
  it('in nothing but its rights goes through', async () => {
    const { run, sandbox, path } = await startRehearsal()
    const file = path('people.ndjson')
    await writeFile(file, linesOf(count, 'first'))
    const watch = setInterval(() => {
      if (sandbox.store.users.count > 5) void chmod(file, 0o600)
    }, 2)
    const end = await run(['import', 'people.ndjson', ...flags])
    clearInterval(watch)
    expect(end).toMatchObject({ exitCode: 0 })
  })

  it.each<[string, (file: string) => Promise<void>]>([
    ['is appended to', (file) => appendFile(file, linesOf(10, 'other'))],
    ['is truncated', (file) => truncate(file, 200)],
    ['is rewritten', (file) => writeFile(file, linesOf(count, 'other'))],
    [
      'is replaced by another of the same size',
      async (file) => {
        await writeFile(
          `${file}.new`,
          linesOf(count, 'other').replaceAll('other', 'first').replaceAll('first_13', 'other_13'),
        )
        await rename(`${file}.new`, file)
      },
    ],
    [
      'is written to, and its time put back',
      async (file) => {
        const { atime, mtime } = await stat(file)
        const handle = await open(file, 'r+')
        await handle.write(linesOf(count, 'other'), 0)
        await handle.close()
        await utimes(file, atime, mtime)
      },
    ],
  ])('that %s stops it before anything of the other content is written', async (_title, change) => {
    const { run, sandbox, path } = await startRehearsal({ latencyMs: 2 })
    const file = path('people.ndjson')
    await writeFile(file, linesOf(count, 'first'))
    let isChanged = false
    const watch = setInterval(() => {
      if (isChanged || sandbox.store.users.count < 20) return
      isChanged = true
      void change(file)
    }, 5)
    const end = await run(['import', 'people.ndjson', ...flags])
    clearInterval(watch)
    expect(isChanged).toBe(true)
    expect(end).toMatchObject({ exitCode: 4 })
    expect(JSON.parse(end.stdout)).toMatchObject({ error: { code: 'input_changed' } })
    expect(sandbox.state().users.filter(({ username }) => username?.startsWith('other'))).toEqual([])

    // The file as it was is gone on with; another one is refused before anything is read of it.
    expect(await run(['import', 'people.ndjson', ...flags])).toMatchObject({ exitCode: 4 })
    await writeFile(file, linesOf(count, 'first'))
    expect(await run(['import', 'people.ndjson', ...flags])).toMatchObject({ exitCode: 0 })
    expect(sandbox.state().users).toHaveLength(count)
  })
})

describe('a related file belongs to the input', () => {
  const users =
    '{"user_id":"auth0|1","email":"a@example.com"}\n{"user_id":"auth0|2","email":"b@example.com"}\n'
  const hash = '$2b$10$N9qo8uLOickgx2ZMRZoMyeIjZAgcfl7p92ldGxad68LJZdL17lhWy'
  const passwords = (count: number): string =>
    Array.from({ length: count }, (_, n) => `{"_id":{"$oid":"${n + 1}"},"passwordHash":"${hash}"}\n`).join('')
  const args = ['import', 'users.ndjson', '--source', 'auth0', '--rate', 'off', '--json']

  it.each<[string, string[], (file: string) => Promise<void>, string]>([
    ['is left out', [], async () => undefined, 'was passwords.ndjson, and none is given'],
    [
      'has another content',
      ['--hashes', 'passwords.ndjson'],
      (file) => writeFile(file, passwords(2)),
      'the related file passwords has another content than passwords.ndjson had',
    ],
  ])(
    'whoever resumes when it %s is told, before anybody comes without a password',
    async (_, flag, change, said) => {
      const { run, sandbox, path } = await startRehearsal()
      await writeFile(path('users.ndjson'), users)
      await writeFile(path('passwords.ndjson'), passwords(1))
      await run([...args, '--hashes', 'passwords.ndjson', '--limit', '1'])
      await change(path('passwords.ndjson'))
      const end = await run([...args, ...flag])
      expect(end.exitCode).toBe(4)
      const { error } = JSON.parse(end.stdout)
      expect(error).toMatchObject({ code: 'checkpoint_foreign' })
      expect(error.message).toContain(said)
      expect(sandbox.state().users).toHaveLength(1)
    },
  )

  it('one that comes later begins a pass of --delta', async () => {
    const { run, sandbox, path } = await startRehearsal()
    await writeFile(path('users.ndjson'), users)
    await writeFile(path('passwords.ndjson'), passwords(2))
    await run(args)
    const hashes = ['--hashes', 'passwords.ndjson']
    const end = await run([...args, ...hashes, '--delta', '--recreate-on-password-change'])
    expect(end.exitCode).toBe(0)
    expect(sandbox.state().users.map(({ passwordDigest }) => passwordDigest)).toEqual([hash, hash])
    expect(await run(['verify', 'users.ndjson', ...hashes, '--source', 'auth0'])).toMatchObject({
      exitCode: 0,
    })
    const without = await run(['verify', 'users.ndjson', '--source', 'auth0'])
    expect(without.exitCode).toBe(4)
    expect(without.stderr).toContain('the related file passwords was passwords.ndjson, and none is given')
  })
})
