import { writeFile } from 'node:fs/promises'
import { describe, expect, it } from 'vitest'
import { startRehearsal } from '../support/sandbox-process.js'

const social = (id: string): object => ({ id, name: 'Ada', identities: { google: { userId: `g-${id}` } } })

const start = async (people: object[], config: object = { keepMigratedFrom: false }) => {
  const rehearsal = await startRehearsal()
  const text = people.map((person) => `${JSON.stringify(person)}\n`).join('')
  await writeFile(rehearsal.path('people.ndjson'), text)
  await writeFile(rehearsal.path('migrate.config.mjs'), `export default ${JSON.stringify(config)}\n`)
  const given = ['--source', 'generic', '--config', 'migrate.config.mjs', '--rate', 'off', '--json']
  return { ...rehearsal, text, given }
}

describe('users whom neither identifier nor mark tells from others', () => {
  it('need a yes before anybody is sent, in the first session and in the next', async () => {
    const { run, sandbox, given } = await start([
      { id: 'a', email: 'ann@example.com' },
      social('b'),
      social('c'),
    ])
    for (const _session of [1, 2]) {
      const refused = await run(['import', 'people.ndjson', ...given])
      expect(refused.exitCode).toBe(2)
      const { error } = JSON.parse(refused.stdout)
      expect(error.code).toBe('unmarked_users')
      expect(error.message).toContain('2 records have (first: people.ndjson:2, people.ndjson:3)')
      expect(sandbox.state().users).toEqual([])
    }
    expect(await run(['import', 'people.ndjson', '--yes', ...given])).toMatchObject({ exitCode: 0 })
    expect(sandbox.state().users).toHaveLength(3)
    // Whoever goes on with it has said yes.
    expect(await run(['import', 'people.ndjson', ...given])).toMatchObject({ exitCode: 0 })
  })

  it('end a stream before the first of them, with or without others before', async () => {
    const { run, sandbox, given, text } = await start([{ id: 'a', email: 'ann@example.com' }, social('b')])
    for (const _session of [1, 2]) {
      const refused = await run(['import', '-', '--run', 'run', ...given], { stdin: text })
      expect(refused.exitCode).toBe(2)
      expect(JSON.parse(refused.stdout)).toMatchObject({ error: { code: 'unmarked_users' } })
      expect(sandbox.state().users).toHaveLength(1)
    }
    const done = await run(['import', '-', '--run', 'run', '--yes', ...given], { stdin: text })
    expect(done).toMatchObject({ exitCode: 0 })
    expect(sandbox.state().users).toHaveLength(2)
  })

  it('are counted by check, with the setting that decides', async () => {
    const { run, given } = await start([social('a'), { id: 'b', username: 'bob' }])
    const { exitCode, stdout } = await run(['check', 'people.ndjson', ...given])
    expect(exitCode).toBe(0)
    const report = JSON.parse(stdout)
    expect(report.warnings.unmarked_user.count).toBe(1)
    expect(report.decisions).toContainEqual(expect.objectContaining({ key: 'keepMigratedFrom', records: 1 }))
  })

  it.each([
    ['a mark', {}, [social('a')]],
    ['an e-mail address', { keepMigratedFrom: false }, [{ ...social('a'), email: 'ann@example.com' }]],
    ['a phone number', { keepMigratedFrom: false }, [{ ...social('a'), phone: '+14155550123' }]],
    ['a username', { keepMigratedFrom: false }, [{ ...social('a'), username: 'ann' }]],
    ['only those rejected', { keepMigratedFrom: false }, [{ id: 'a' }, { id: 'b', username: 'bob' }]],
  ])('are not those with %s', async (_, config, people) => {
    const { run, sandbox, given } = await start(people, config)
    const { stdout } = await run(['import', 'people.ndjson', ...given])
    expect(JSON.parse(stdout)).toMatchObject({ end: 'complete' })
    expect(sandbox.state().users).toHaveLength(1)
  })
})
