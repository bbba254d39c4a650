import { describe, expect, it } from 'vitest'
import { openRun, type Run } from './open-run.js'

/** Nobody has an identifier, so that Logto itself cannot tell a second one. */
const people = Array.from({ length: 5 }, (_, index) => ({
  id: `k${index}`,
  name: `Person ${index}`,
  identities: { google: { userId: `google-${index}` } },
}))

const importTwice = async (max: number): Promise<Run> => {
  const run = await openRun(people)
  await run.call('POST', '/users', { username: 'old' })
  run.sandbox.setFaults({ deliveredTwice: { probability: 1, max, routes: ['POST /api/users'] } })
  expect(await run.run(['import'])).toMatchObject({ code: 0 })
  run.sandbox.setFaults({})
  expect(run.sandbox.state().users).toHaveLength(6 + max)
  return run
}

const verify = async (run: Run, ...flags: string[]) => {
  const { code, stdout } = await run.run(['verify', '--json', ...flags])
  return { code, ...JSON.parse(stdout) }
}

describe('users whom a proxy delivered twice', () => {
  it('are differences, with the id of the other one', async () => {
    const run = await importTwice(2)
    const found = await verify(run)
    expect(found).toMatchObject({
      code: 1,
      compared: { users: 5, same: 3, different: 2, fields: { user: 2 }, unnamed: 0, scanned: 8 },
      isVerified: false,
    })
    const [line] = (await run.read('differences.ndjson')).split('\n')
    const { differences } = JSON.parse(line ?? '')
    const otherId = /^twice, also as (\w+)$/.exec(differences[0].actual)?.[1]
    expect(run.sandbox.state().users.map(({ id }) => id)).toContain(otherId)
    expect(await verify(run, '--no-scan')).toMatchObject({ code: 0, isVerified: true })
  })

  it('are not missing when the one that the checkpoint names is gone', async () => {
    const run = await importTwice(5)
    const { users } = run.sandbox.state()
    const ids = (await run.read('id-map.csv')).split('\n').slice(1)
    const named = users.find(({ id }) => ids.some((line) => line.includes(id)))
    await run.call('DELETE', `/users/${named?.id}`)
    expect(await verify(run)).toMatchObject({ code: 1, compared: { different: 5, missing: 0 } })
  })

  it('go with the rollback, all of them, and nobody else', async () => {
    const run = await importTwice(3)
    const { code, stdout } = await run.run(['rollback', '--yes', '--json'])
    expect(JSON.parse(stdout)).toMatchObject({
      end: 'complete',
      users: { made: 8, deleted: 8, gone: 0, kept: 0, unknown: 0 },
    })
    expect(code).toBe(0)
    expect(run.sandbox.state().users.map(({ username }) => username)).toEqual(['old'])
  })

  it('stay when they were changed, or when the mark is a copy of what the run never drove', async () => {
    const run = await importTwice(1)
    const mark = run.sandbox.state().users.find(({ name }) => name === 'Person 0')?.customData
    const { migratedFrom } = mark as { migratedFrom: object }
    await run.call('POST', '/users', {
      username: 'copy',
      customData: { migratedFrom: { ...migratedFrom, id: 'nobody' } },
    })
    for (const { id, name } of run.sandbox.state().users) {
      if (name === 'Person 0')
        await run.call('PATCH', `/users/${id}`, { avatar: 'https://example.com/a.png' })
    }
    expect(await verify(run)).toMatchObject({ code: 1, compared: { unnamed: 1 } })
    const { stdout } = await run.run(['rollback', '--yes', '--json'])
    const report = JSON.parse(stdout)
    expect(report.users.made).toBe(6)
    expect(run.sandbox.state().users.map(({ username, name }) => username ?? name)).toEqual(
      expect.arrayContaining(['old', 'copy', 'Person 0']),
    )
  })
})
