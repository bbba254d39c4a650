import { readFile, writeFile } from 'node:fs/promises'
import { expect, it } from 'vitest'
import { type Rehearsal, startRehearsal } from '../support/sandbox-process.js'
import { sourceKeyOf } from './compare-users.js'

const shards = ['1/3', '2/3', '3/3']

it('three shards at once: every user once, every rejection once, every organization once', async () => {
  const rehearsal = await openInput()
  const { run, sandbox, path } = rehearsal
  const ends = await Promise.all(
    shards.map((shard) =>
      run(['import', 'people.ndjson', '--source', 'generic', '--shard', shard, '--rate', 'off', '--json']),
    ),
  )
  for (const end of ends) expect(end.exitCode, end.stderr).toBe(1)

  const { users, organizations, organizationRoles } = sandbox.state()
  expect(users.map(sourceKeyOf).sort()).toEqual(expectedKeys())
  expect(organizations.map(({ name }) => name).sort()).toEqual(['First', 'Second', 'Third'])
  expect(organizationRoles.map(({ name }) => name)).toEqual(['member'])
  for (const user of users) expect(user.organizations).toHaveLength(1)

  const rejected = await Promise.all(
    shards.map((shard) => readRejected(path(folderOf(shard), 'rejected.ndjson'))),
  )
  expect(rejected.flat().sort()).toEqual(expectedRejections())
  const idMaps = await Promise.all(
    shards.map((shard) => readFile(path(folderOf(shard), 'id-map.csv'), 'utf8')),
  )
  const mapped = idMaps.flatMap((text) =>
    text
      .trimEnd()
      .split('\n')
      .slice(1)
      .map((line) => line.split(',')[0]),
  )
  expect(mapped.sort()).toEqual(expectedKeys())

  const status = await run(['status', folderOf('2/3')])
  expect(status.stdout).toMatch(/^Run \S+ \(shard 2\/3\): complete/)
  expect(JSON.parse((await run(['status', folderOf('2/3'), '--json'])).stdout)).toMatchObject({
    shard: '2/3',
  })
  const verified = await run([
    'verify',
    'people.ndjson',
    '--source',
    'generic',
    '--shard',
    '2/3',
    '--rate',
    'off',
  ])
  expect(verified.exitCode, verified.stdout).toBe(0)
  const retried = await run([
    'retry',
    'people.ndjson',
    '--source',
    'generic',
    '--shard',
    '2/3',
    '--rate',
    'off',
  ])
  expect(retried.stderr).toMatch(/Resuming \.migrate\/people\.shard-2-of-3/)
  expect(sandbox.state().users).toHaveLength(expectedKeys().length)
})

it('a run is resumed by its own shard alone', async () => {
  const { run } = await openInput()
  const args = [
    'import',
    'people.ndjson',
    '--source',
    'generic',
    '--rate',
    'off',
    '--limit',
    '2',
    '--run',
    'one',
  ]
  const begun = await run([...args, '--shard', '1/2'])
  expect(begun.stderr).toContain('--run one --shard 1/2 --resume')
  for (const other of [['--shard', '2/2'], ['--shard', '1/3'], []]) {
    const refused = await run([...args, ...other])
    expect(refused.exitCode).toBe(4)
    expect(refused.stderr).toMatch(/shard was 1\/2, is (2\/2|1\/3|none)/)
  }
})

it('what cannot be divided is refused before anything is sent', async () => {
  const { run, sandbox, path } = await openInput()
  const args = ['import', 'people.ndjson', '--source', 'generic', '--json', '--shard']
  expect(JSON.parse((await run([...args, '4/3'])).stdout)).toMatchObject({ error: { code: 'shard_invalid' } })

  const stream = await run(['import', '-', '--source', 'generic', '--shard', '1/2'], {
    stdin: '{"id":"1"}\n',
  })
  expect(stream.exitCode).toBe(2)
  expect(stream.stderr).toMatch(/--shard with organizations.createMissing reads the input twice/)

  await writeFile(path('unmarked.config.mjs'), 'export default { keepMigratedFrom: false }\n')
  const unmarked = await run([...args, '1/2', '--config', 'unmarked.config.mjs'])
  expect(unmarked.exitCode).toBe(2)
  expect(JSON.parse(unmarked.stdout)).toMatchObject({ error: { code: 'shard_needs_mark' } })
  expect(sandbox.stats().arrivals.count).toBe(0)
})

it('check prices one shard, and a run folder of the config is divided too', async () => {
  const { run, path } = await openInput()
  await writeFile(path('migrate.config.mjs'), `export default ${JSON.stringify({ run: 'runs/people/' })}\n`)
  const counts = await Promise.all(
    shards.map(async (shard) => {
      const { stdout } = await run([
        'check',
        'people.ndjson',
        '--source',
        'generic',
        '--shard',
        shard,
        '--json',
      ])
      return (JSON.parse(stdout) as { records: number }).records
    }),
  )
  expect(counts.reduce((sum, count) => sum + count, 0)).toBe(people.length)
  const imported = await run([
    'import',
    'people.ndjson',
    '--source',
    'generic',
    '--shard',
    '1/3',
    '--rate',
    'off',
  ])
  expect(imported.stdout).toContain('Run folder: runs/people.shard-1-of-3\n')
})

/** Every tenth repeats an e-mail address of an earlier record, every fifteenth has none that is valid. */
const people = Array.from({ length: 60 }, (_, index) => ({
  id: `p${index}`,
  primaryEmail: index % 15 === 14 ? 'broken' : `p${index % 10 === 9 ? index - 7 : index}@example.org`,
  name: `Person ${index}`,
  organizations: [{ id: `o${index % 3}`, name: ['First', 'Second', 'Third'][index % 3], roles: ['member'] }],
}))

const isRejected = (index: number): boolean => index % 15 === 14 || index % 10 === 9

const expectedKeys = (): string[] => people.flatMap(({ id }, index) => (isRejected(index) ? [] : [id])).sort()

const expectedRejections = (): string[] =>
  people
    .flatMap(({ id }, index) =>
      isRejected(index) ? [`${id} ${index % 15 === 14 ? 'email_invalid' : 'duplicate_email'}`] : [],
    )
    .sort()

const folderOf = (shard: string): string => `.migrate/people.shard-${shard.replace('/', '-of-')}`

const openInput = async (): Promise<Rehearsal> => {
  const rehearsal = await startRehearsal()
  const { path } = rehearsal
  await writeFile(path('people.ndjson'), people.map((person) => `${JSON.stringify(person)}\n`).join(''))
  const config = { organizations: { createMissing: true, roles: { createMissing: true } } }
  await writeFile(path('migrate.config.mjs'), `export default ${JSON.stringify(config)}\n`)
  return rehearsal
}

const readRejected = async (path: string): Promise<string[]> => {
  const text = await readFile(path, 'utf8').catch(() => '')
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as { sourceKey: string; codes: string[] })
    .map(({ sourceKey, codes }) => `${sourceKey} ${codes.join(',')}`)
}
