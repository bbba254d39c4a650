import { mkdir, readdir, readFile, stat, symlink, writeFile } from 'node:fs/promises'
import { describe, expect, it } from 'vitest'
import { startRehearsal } from '../support/sandbox-process.js'

const args = ['import', 'users.ndjson', '--source', 'generic', '--rate', 'off']
const start = async () => {
  const rehearsal = await startRehearsal()
  await writeFile(
    rehearsal.path('users.ndjson'),
    '{"id":"u1","email":"ada@example.com"}\n{"id":"u2","email":"not an address","phone":"12"}\n',
  )
  return rehearsal
}

describe('symbolic links in a run folder', () => {
  it.each([
    'checkpoint.ndjson',
    'rejected.ndjson',
    'rejected.csv.new',
    'id-map.csv',
    'id-map.csv.new',
    'run.log',
    'summary.json.new',
    'checkpoint.lock',
  ])('%s: nothing is sent, nothing is written through it', async (name) => {
    const { run, path, sandbox } = await start()
    await mkdir(path('.migrate', 'users'), { recursive: true })
    await writeFile(path('precious'), 'precious')
    await symlink(path('precious'), path('.migrate', 'users', name))
    const result = await run([...args, '--json'])
    expect(JSON.parse(result.stdout)).toMatchObject({ error: { code: 'symlink_refused' } })
    expect(result.exitCode).toBe(4)
    expect(await readFile(path('precious'), 'utf8')).toBe('precious')
    expect(sandbox.state().users).toEqual([])
  })

  it('a report and a rollback are not written through one either', async () => {
    const { run, path, sandbox } = await start()
    await run(args)
    await writeFile(path('precious'), 'precious')
    await symlink(path('precious'), path('.migrate', 'users', 'report.html.new'))
    await symlink(path('precious'), path('.migrate', 'users', 'rollback.ndjson'))
    expect(await run(['report'])).toMatchObject({ exitCode: 4 })
    expect(await run(['rollback', '--yes'])).toMatchObject({ exitCode: 4 })
    expect(await readFile(path('precious'), 'utf8')).toBe('precious')
    expect(sandbox.state().users).toHaveLength(1)
  })

  it('the folder itself may be one', async () => {
    const { run, path } = await start()
    await mkdir(path('large-disk'))
    await symlink(path('large-disk'), path('.migrate'))
    await run(args)
    expect(await readdir(path('large-disk', 'users'))).toContain('checkpoint.ndjson')
  })
})

it('with umask 0 nothing can be read by others', async () => {
  const { run, path } = await start()
  const earlier = process.umask(0)
  try {
    await run(args)
    await run(['report'])
    await run(['verify', 'users.ndjson', '--source', 'generic'])
    await run(['init', '--write-env'])
  } finally {
    process.umask(earlier)
  }
  const files = [path('migrate.config.ts'), path('.env.example'), path('.env')]
  for (const name of await readdir(path('.migrate', 'users'))) files.push(path('.migrate', 'users', name))
  expect(files.length).toBeGreaterThan(8)
  for (const file of files) expect([file, (await stat(file)).mode & 0o777]).toEqual([file, 0o600])
  for (const folder of [path('.migrate'), path('.migrate', 'users')]) {
    expect((await stat(folder)).mode & 0o777).toBe(0o700)
  }
})

it('the files of a run are written before its last line, while the lock keeps everybody else out', async () => {
  const { run, path } = await start()
  await run(args)
  const writtenAt = async (name: string): Promise<bigint> =>
    (await stat(path('.migrate', 'users', name), { bigint: true })).ctimeNs
  const last = await writtenAt('checkpoint.ndjson')
  for (const name of ['rejected.csv', 'id-map.csv']) expect(await writtenAt(name)).toBeLessThanOrEqual(last)
})
