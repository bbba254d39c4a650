import { readFileSync, writeFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { type Rehearsal, type RehearsalOptions, startRehearsal } from '../support/sandbox-process.js'
import { sourceKeyOf } from './compare-users.js'

interface Person {
  id?: string
  email?: string
  name?: string
}

/** Shapes of ids that systems have. */
const ids = [
  'auth0|5f7c8ec7',
  '1035',
  '8a4c6d1e-0b1f-4c59-9a53-1f6a1f0e2d3c',
  'user_01H',
  'a@example.com',
  'Zm9v+w==',
  'Zm9V+w==',
  'x'.repeat(128),
]

const people: Person[] = ids.map((id, index) => ({ id, email: `p${index}@example.org`, name: `P ${index}` }))

const args = ['import', 'people.ndjson', '--source', 'generic', '--rate', 'off', '--run', 'run', '--yes']

const unmarked = { keepIds: true, keepMigratedFrom: false }

const open = async (options: RehearsalOptions, keepIds = true): Promise<Rehearsal> => {
  const rehearsal = await startRehearsal(options)
  for (const [name, config] of Object.entries({
    'migrate.config': { keepIds },
    without: {},
    kept: { keepIds: true },
    unmarked,
  })) {
    writeFileSync(rehearsal.path(`${name}.mjs`), `export default ${JSON.stringify(config)}\n`)
  }
  writePeople(rehearsal, people)
  return rehearsal
}

const writePeople = ({ path }: Rehearsal, list: readonly Person[]): void =>
  writeFileSync(path('people.ndjson'), list.map((person) => `${JSON.stringify(person)}\n`).join(''))

const readJson = (text: string): Record<string, unknown> => JSON.parse(text) as Record<string, unknown>

const checksOf = (stdout: string): { name: string; status: string; message: string }[] =>
  readJson(stdout)['checks'] as { name: string; status: string; message: string }[]

describe('keepIds', () => {
  it('gives everybody the id of the source; preflight, verify, delta and a second import agree', async () => {
    const rehearsal = await open({ keepsIds: true })
    const { run, sandbox, path } = rehearsal
    const asked = await run(['preflight', 'people.ndjson', '--source', 'generic', '--rate', 'off', '--json'])
    expect(checksOf(asked.stdout).find(({ name }) => name === 'ids')).toEqual({
      name: 'ids',
      status: 'ok',
      message: 'The target takes the ids of the source.',
    })
    expect(sandbox.state().users).toEqual([])

    expect(await run(args)).toMatchObject({ exitCode: 0 })
    const { users } = sandbox.state()
    expect(users.map(({ id }) => id).sort()).toEqual(ids.toSorted())
    expect(users.every((user) => sourceKeyOf(user) === user.id)).toBe(true)
    expect(await run(['verify', 'people.ndjson', '--source', 'generic', '--run', 'run'])).toMatchObject({
      exitCode: 0,
    })

    // A newer export: one changed, one new, one gone; ids are no change.
    writePeople(rehearsal, [
      { ...people[0]!, name: 'Renamed' },
      ...people.slice(2),
      { id: 'new', email: 'new@example.org' },
    ])
    const delta = await run([...args, '--delta', '--vanished', 'delete', '--yes'])
    expect(delta).toMatchObject({ exitCode: 0 })
    const changes = readFileSync(path('run', 'changes.csv'), 'utf8').trim().split('\n').slice(1)
    expect(changes.map((line) => line.split(',').slice(1, 3)).sort()).toEqual([
      ['1035', '"vanished'],
      ['auth0|5f7c8ec7', 'updated'],
      ['new', 'created'],
    ])
    expect(await run(['verify', 'people.ndjson', '--source', 'generic', '--run', 'run'])).toMatchObject({
      exitCode: 0,
    })

    // Another run of the same people finds them.
    const again = await run([
      'import',
      'people.ndjson',
      '--source',
      'generic',
      '--rate',
      'off',
      '--run',
      'again',
      '--yes',
    ])
    expect(again).toMatchObject({ exitCode: 0 })
    expect(again.stdout + again.stderr).toContain('already_imported')
    expect(sandbox.state().users).toHaveLength(8)
  })

  it.each([
    ['drops ids', false, 'ids_not_kept'],
    ['refuses ids', 'refused', 'ids_not_kept'],
  ] as const)(
    'a target that %s: preflight says so, import ends before anybody is written',
    async (_, keepsIds, code) => {
      const { run, sandbox } = await open({ keepsIds })
      const asked = await run([
        'preflight',
        'people.ndjson',
        '--source',
        'generic',
        '--rate',
        'off',
        '--json',
      ])
      expect(asked.exitCode).toBe(1)
      const check = checksOf(asked.stdout).find(({ name }) => name === 'ids')!
      expect(check.status).toBe('failed')
      expect(check.message).toContain('claims legacy-id install')
      const imported = await run([...args, '--json'])
      expect(imported.exitCode).toBe(3)
      expect(imported.stdout + imported.stderr).toContain(code)
      expect(imported.stdout + imported.stderr).toContain('claims legacy-id install')
      expect(sandbox.state().users).toEqual([])

      // Without keepIds the same run goes on.
      expect(await run([...args, '--config', 'without.mjs'])).toMatchObject({ exitCode: 0 })
      expect(sandbox.state().users).toHaveLength(people.length)
      const flags = ['--source', 'generic', '--rate', 'off', '--config', 'without.mjs', '--json']
      const again = checksOf((await run(['preflight', 'people.ndjson', ...flags])).stdout)
      expect(again.filter(({ status }) => status === 'failed')).toEqual([])
    },
  )

  it('rejects ids that Logto cannot take, records without one, and the second of two', async () => {
    const rehearsal = await open({ keepsIds: true })
    const { run, sandbox, path } = rehearsal
    const bad = ['a b', 'a/b', 'a?b', 'a#b', 'a%20b', 'ü', 'x'.repeat(129), 'a\\b', 'a\nb']
    writePeople(rehearsal, [
      ...bad.map((id, index) => ({ id, email: `bad${index}@example.org` })),
      { email: 'none@example.org' },
      { id: 'twice', email: 'one@example.org' },
      { id: 'twice', email: 'two@example.org' },
      { id: 'Twice', email: 'three@example.org' },
    ])
    await run([...args, '--yes'])
    expect(sandbox.state().users.map(({ id }) => id)).toEqual(['twice', 'Twice'])
    const rejected = readFileSync(path('run', 'rejected.ndjson'), 'utf8')
    const codes = rejected
      .trim()
      .split('\n')
      .map((line) => (readJson(line)['codes'] as string[])[0])
    expect(codes).toEqual([...bad.map(() => 'id_not_keepable'), 'id_missing', 'duplicate_key'])
  })

  it('an id that somebody in the target has is a conflict like any other', async () => {
    const rehearsal = await open({ keepsIds: true })
    const { run, sandbox, path } = rehearsal
    writePeople(rehearsal, [{ id: 'taken', email: 'other@example.org' }])
    await run(args)
    writePeople(rehearsal, [
      { id: 'taken', email: 'mine@example.org' },
      { id: 'Taken', email: 'theirs@example.org' },
    ])
    const asked = await run(['preflight', 'people.ndjson', '--source', 'generic', '--rate', 'off', '--json'])
    expect(readJson(asked.stdout)['collisions']).toMatchObject({ records: 1, byField: { id: { users: 1 } } })
    await run([
      'import',
      'people.ndjson',
      '--source',
      'generic',
      '--rate',
      'off',
      '--run',
      'two',
      '--on-conflict',
      'fail',
      '--yes',
      '--config',
      'unmarked.mjs',
    ])
    expect(readFileSync(path('two', 'rejected.ndjson'), 'utf8')).toContain('user.id_already_in_use')
    expect(
      sandbox
        .state()
        .users.map(({ id }) => id)
        .sort(),
    ).toEqual(['Taken', 'taken'])
  })

  it('whoever is updated keeps the id of the target, which is told and verified', async () => {
    const rehearsal = await open({ keepsIds: true }, false)
    const { run, sandbox, path } = rehearsal
    await run(args)
    const before = sandbox.state().users.map(({ id }) => id)
    const updated = await run([
      'import',
      'people.ndjson',
      '--source',
      'generic',
      '--rate',
      'off',
      '--run',
      'two',
      '--on-conflict',
      'update',
      '--yes',
      '--config',
      'kept.mjs',
    ])
    expect(updated.exitCode).toBe(0)
    expect(sandbox.state().users.map(({ id }) => id)).toEqual(before)
    expect(readFileSync(path('two', 'changes.csv'), 'utf8')).toContain(',id')
    const verified = await run([
      'verify',
      'people.ndjson',
      '--source',
      'generic',
      '--run',
      'two',
      '--config',
      'kept.mjs',
    ])
    expect(verified.exitCode).not.toBe(0)
    expect(readFileSync(path('two', 'differences.ndjson'), 'utf8')).toContain('"field":"id"')
  })

  it('a lost answer and a restart make nobody twice, with an identifier or without', async () => {
    const rehearsal = await open({
      keepsIds: true,
      faults: {
        resetAfterCommit: { probability: 0.3, routes: ['POST /api/users'] },
        error5xxAfterCommit: { probability: 0.2, routes: ['POST /api/users'] },
      },
    })
    const { run, sandbox } = rehearsal
    writePeople(
      rehearsal,
      Array.from({ length: 40 }, (_, index) => ({
        id: `p|${index}`,
        ...(index % 2 === 0
          ? { email: `p${index}@example.org` }
          : { identities: { google: { userId: `g${index}` } } }),
      })),
    )
    for (let turn = 0; turn < 6; turn += 1) {
      const { exitCode } = await run([...args, '--yes', '--limit', '15'])
      if (exitCode === 0) break
    }
    sandbox.setFaults({})
    await run([...args, '--yes'])
    expect(
      sandbox
        .state()
        .users.map(({ id }) => id)
        .sort(),
    ).toEqual(Array.from({ length: 40 }, (_, index) => `p|${index}`).sort())
  })
})
