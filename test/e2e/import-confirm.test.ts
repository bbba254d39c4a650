import { writeFile } from 'node:fs/promises'
import { describe, expect, it } from 'vitest'
import { startRehearsal } from '../support/sandbox-process.js'

const hooks = [{ name: 'welcome', events: ['User.Created'], url: 'http://127.0.0.1/hook?key=s3cret' }]
const roles = [{ name: 'member', isDefault: true }]

const open = async (fixtures: NonNullable<Parameters<typeof startRehearsal>[0]>['fixtures']) => {
  const rehearsal = await startRehearsal({ fixtures })
  await writeFile(rehearsal.path('users.json'), JSON.stringify([{ email: 'a@example.com' }]))
  return rehearsal
}

const args = ['import', 'users.json', '--rate', 'off']

describe('import, off a terminal', () => {
  it('stops before the first user where webhooks fire for new users, and goes on with --yes', async () => {
    const { run, sandbox } = await open({ hooks, roles })
    for (const more of [[], ['--quiet']]) {
      const stopped = await run([...args, ...more])
      expect(stopped.exitCode).toBe(2)
      expect(stopped.stderr).toContain('welcome (127.0.0.1)')
      expect(stopped.stderr).toContain('--yes')
      expect(stopped.stderr).not.toContain('s3cret')
      expect(sandbox.state().users).toEqual([])
    }
    const confirmed = await run([...args, '--yes'])
    expect(confirmed.exitCode).toBe(0)
    expect(confirmed.stderr).toContain('default roles: member')
    expect(sandbox.state().users).toHaveLength(1)
  })

  it('names default roles and goes on where nothing else happens by itself', async () => {
    const { run, sandbox } = await open({ roles, hooks: [{ ...hooks[0]!, enabled: false }] })
    const { stderr, exitCode } = await run(args)
    expect(exitCode).toBe(0)
    expect(stderr).toContain('default roles: member')
    expect(stderr).not.toContain('welcome')
    expect(sandbox.state().users).toHaveLength(1)
  })

  it('asks nothing of the target when a run is resumed', async () => {
    const { run, sandbox } = await open({ hooks })
    expect((await run([...args, '--yes'])).exitCode).toBe(0)
    sandbox.resetStats()
    expect((await run([...args, '--resume'])).exitCode).toBe(0)
    expect(sandbox.stats().requests['GET /api/hooks']).toBeUndefined()
  })
})
