import { readdir, readFile } from 'node:fs/promises'
import { describe, expect, it } from 'vitest'
import { startRehearsal } from '../support/sandbox-process.js'
import { config, fast, killRollback, slowDown, startTenant } from './kill-rollback.js'

describe('rollback', () => {
  it('leaves the tenant as it was before the import', async () => {
    const rehearsal = await startTenant(12)
    const before = rehearsal.sandbox.state()
    const imported = await rehearsal.run(['import', 'users.ndjson', ...config, ...fast])
    expect(imported.exitCode).toBe(0)
    expect(rehearsal.sandbox.state().users).toHaveLength(13)

    const dry = await rehearsal.run(['rollback', '--dry-run', ...fast])
    expect(dry.stdout).toContain('Dry run: nothing is deleted.')
    expect(dry.stdout).toContain('11 users created by the run: 11 would be deleted')
    expect(dry.stdout).toContain('organization "North (north)": would be deleted')
    expect(rehearsal.sandbox.state().users).toHaveLength(13)

    rehearsal.sandbox.resetStats()
    const { stdout, exitCode } = await rehearsal.run(['rollback', '--yes', ...fast])
    expect(stdout).toContain('11 users created by the run: 11 deleted, 0 gone already, 0 kept, 0 failed')
    expect(stdout).toContain('role "Editor": deleted')
    expect(exitCode).toBe(0)
    expect(rehearsal.sandbox.state()).toEqual(before)
    expect(rehearsal.sandbox.stats().requests).toMatchObject({
      'DELETE /api/users/:userId': 11,
      'GET /api/users': 2,
    })
    const left = await readdir(rehearsal.path('.migrate', 'users'))
    expect(left.filter((name) => name.endsWith('.old'))).toEqual([])
    expect(left).toEqual(expect.arrayContaining(['checkpoint.ndjson', 'rollback.ndjson']))
    const status = await rehearsal.run(['status'])
    expect(status.stdout).toMatch(
      /: rolled back\nRolled back \d{4}-.*: 11 users deleted, 0 were gone already/,
    )
    expect(status.exitCode).toBe(1)
  })

  it('goes on where it was killed', () => killRollback(8, 40))

  it('stops in good order on a signal, and says how it stands', async () => {
    const rehearsal = await startTenant(30)
    expect((await rehearsal.run(['import', 'users.ndjson', ...config, ...fast])).exitCode).toBe(0)
    await slowDown(rehearsal, [40, 40])
    const { stdout, exitCode } = await rehearsal.spawn(
      ['rollback', '--yes', '--json', '--concurrency', '2', ...fast],
      {
        onStart: (child) => {
          const timer = setInterval(() => {
            if (rehearsal.sandbox.state().users.length >= 28) return
            clearInterval(timer)
            child.kill('SIGINT')
          }, 5)
          child.once('close', () => clearInterval(timer))
        },
      },
    )
    const report = JSON.parse(stdout)
    expect(report.end).toBe('interrupted')
    expect(exitCode).toBe(130)
    expect(31 - report.users.deleted).toBe(rehearsal.sandbox.state().users.length)
    const folder = rehearsal.path('.migrate', 'users')
    expect(await readdir(folder)).not.toContain('checkpoint.lock')
    expect(await readFile(rehearsal.path('.migrate', 'users', 'rollback.ndjson'), 'utf8')).toContain(
      '"interrupted"',
    )
  })

  it.each([
    ['without a run', ['rollback', '--yes'], 2, 'there is no run'],
    ['of a folder without a run', ['rollback', 'elsewhere', '--yes'], 4, 'no checkpoint in elsewhere'],
  ])('refuses to work %s', async (_title, args, code, message) => {
    const rehearsal = await startRehearsal()
    const { stdout, stderr, exitCode } = await rehearsal.run([...args, '--json'])
    expect(stderr).toContain(message)
    expect(JSON.parse(stdout)).toMatchObject({ error: { code: expect.any(String) } })
    expect(exitCode).toBe(code)
  })
})
