import { readFile, writeFile } from 'node:fs/promises'
import { describe, expect, it } from 'vitest'
import { readContent } from '../import/target-content.js'
import { type Rehearsal, startRehearsal } from '../support/sandbox-process.js'

const config = {
  roles: { createMissing: true },
  organizations: { createMissing: true, roles: { createMissing: true } },
}

const makePerson = (number: number) => ({
  id: `p${number}`,
  primaryEmail: `p${number}@example.org`,
  name: `Person ${number}`,
  passwordDigest: '5f4dcc3b5aa765d61d8327deb882cf99',
  passwordAlgorithm: 'MD5',
  roles: number % 2 === 0 ? ['reader', 'writer'] : ['reader'],
  organizations: [{ id: 'o1', name: 'One', roles: number % 3 === 0 ? ['owner'] : [] }],
})

type Person = Partial<ReturnType<typeof makePerson>> & { isSuspended?: boolean }

const people: Person[] = Array.from({ length: 40 }, (_, index) => makePerson(index + 1))

const [first, second, third, , ...others] = people
/** One of each: changed, suspended, another password; the fourth is gone; one more. */
const newer: Person[] = [
  { ...first, name: 'Renamed', roles: ['writer'] },
  { ...second, isSuspended: true },
  { ...third, passwordDigest: 'e10adc3949ba59abbe56e057f20f883e' },
  ...others,
  makePerson(41),
]

const writePeople = async ({ path }: Rehearsal, list: Person[], name = 'people.ndjson'): Promise<void> => {
  await writeFile(path(name), list.map((person) => `${JSON.stringify(person)}\n`).join(''))
  await writeFile(path('migrate.config.mjs'), `export default ${JSON.stringify(config)}\n`)
}

const importArgs = ['import', 'people.ndjson', '--source', 'generic', '--rate', 'off', '--run', 'run']

describe('import --delta', () => {
  it('makes the target equal to the newer export and says what it changed', async () => {
    const rehearsal = await startRehearsal()
    const { run, sandbox, path } = rehearsal
    await writePeople(rehearsal, people)
    expect(await run(importArgs)).toMatchObject({ exitCode: 0 })
    await writePeople(rehearsal, newer)
    sandbox.resetStats()

    const refused = await run(importArgs)
    expect(refused.exitCode).toBe(4)
    expect(refused.stderr).toContain('--delta for a newer export')

    const { exitCode, stdout } = await run([
      ...importArgs,
      '--delta',
      '--vanished',
      'delete',
      '--delete-missing-memberships',
      '--recreate-on-password-change',
      '--json',
    ])
    expect(exitCode).toBe(0)
    expect(JSON.parse(stdout)).toMatchObject({
      end: 'complete',
      counts: { created: 2, updated: 2, unchanged: 36, vanished: 1, keptPasswords: 0, failed: 0 },
    })
    const alone = await startRehearsal()
    await writePeople(alone, newer)
    await alone.run(importArgs)
    expect(readContent(sandbox)).toEqual(readContent(alone.sandbox))

    const idMap = await readFile(path('run', 'id-map.csv'), 'utf8')
    const ids = sandbox.state().users.map((user) => user.id)
    expect(idMap.trim().split(/\r?\n/)).toHaveLength(1 + 40)
    for (const id of ids) expect(idMap).toContain(id)
    const changes = await readFile(path('run', 'changes.csv'), 'utf8')
    expect(changes).toMatch(/^p1,\w+,updated,name,/m)
    expect(changes).toMatch(/^p3,\w+,recreated,,/m)
    expect(changes).toMatch(/^p4,\w+,"?vanished, deleted"?,,/m)
    expect(changes).toMatch(/^p41,\w+,created,,/m)
    // None of what fingerprints are made of may be in the checkpoint.
    expect(await readFile(path('run', 'checkpoint.ndjson'), 'utf8')).not.toMatch(/5f4dcc3b|e10adc39|example/)
  })

  it('keeps and reports a changed password, lists the vanished, and costs nothing the next time', async () => {
    const rehearsal = await startRehearsal()
    const { run, sandbox, path } = rehearsal
    await writePeople(rehearsal, people)
    await run(importArgs)
    await writePeople(rehearsal, newer)
    const { exitCode, stdout } = await run([...importArgs, '--delta'])
    expect(exitCode).toBe(0)
    expect(stdout).toMatch(/1 {2}have another password in the source/)
    expect(stdout).toMatch(/1 {2}are not in the newer export/)
    expect(await readFile(path('run', 'changes.csv'), 'utf8')).toMatch(/^p3,\w+,updated,,password/m)
    expect(sandbox.state().users).toHaveLength(41)

    sandbox.resetStats()
    expect(await run([...importArgs, '--delta'])).toMatchObject({ exitCode: 0 })
    expect(Object.keys(sandbox.stats().requests).filter((route) => !route.startsWith('GET'))).toEqual([
      'POST /oidc/token',
    ])
  })

  it.each([
    { id: 'nothing was imported before', args: ['--delta'], exitCode: 4, code: 'checkpoint_absent' },
    { id: '--vanished alone', args: ['--vanished', 'delete'], exitCode: 2, code: 'flag_invalid' },
    { id: '--vanished what', args: ['--delta', '--vanished', 'ban'], exitCode: 2, code: 'flag_invalid' },
    {
      id: '--delete-missing-memberships alone',
      args: ['--delete-missing-memberships'],
      exitCode: 2,
      code: 'flag_invalid',
    },
  ])('refused: $id', async ({ args, exitCode, code }) => {
    const rehearsal = await startRehearsal()
    await writePeople(rehearsal, people.slice(0, 1))
    const result = await rehearsal.run([...importArgs, ...args, '--json'])
    expect(result.exitCode).toBe(exitCode)
    expect(JSON.parse(result.stdout)).toMatchObject({ error: { code } })
  })

  it('refused while the export before is not settled; then resumed and taken up', async () => {
    const rehearsal = await startRehearsal({ latencyMs: 20 })
    const { run, path } = rehearsal
    await writePeople(rehearsal, people)
    await writePeople(rehearsal, newer, 'newer.ndjson')
    const killed = await rehearsal.spawn(importArgs, {
      onStart: (child) => {
        const timer = setInterval(() => {
          readFile(path('run', 'checkpoint.ndjson'), 'utf8').then(
            (text) => void (text.split('\n').length > 12 && child.kill('SIGKILL')),
            () => undefined,
          )
        }, 2)
        child.once('close', () => clearInterval(timer))
      },
    })
    expect(killed.signal).toBe('SIGKILL')
    const deltaArgs = importArgs.map((arg) => (arg === 'people.ndjson' ? 'newer.ndjson' : arg))
    const early = await run([...deltaArgs, '--delta', '--json'])
    expect(early.exitCode).toBe(4)
    expect(JSON.parse(early.stdout)).toMatchObject({ error: { code: 'delta_too_early' } })
    expect(await run(importArgs)).toMatchObject({ exitCode: 0 })
    expect(await run([...deltaArgs, '--delta'])).toMatchObject({ exitCode: 0 })
  })
})

describe('import --on-conflict update', () => {
  it('changes who is there, keeps their password and says so', async () => {
    const rehearsal = await startRehearsal()
    const { run, sandbox, path } = rehearsal
    await writePeople(rehearsal, people.slice(0, 3))
    await run(importArgs)
    await writePeople(rehearsal, [{ ...first, name: 'Renamed' }, second!, third!])
    const { exitCode, stdout } = await run([...importArgs.slice(0, -1), 'other', '--on-conflict', 'update'])
    expect(exitCode).toBe(0)
    expect(stdout).toMatch(/3 {2}were there and have the content of their record now/)
    expect(sandbox.state().users.map(({ name }) => name)).toEqual(['Renamed', 'Person 2', 'Person 3'])
    expect(await readFile(path('other', 'changes.csv'), 'utf8')).toMatch(/^p1,\w+,updated,name,/m)
  })
})
