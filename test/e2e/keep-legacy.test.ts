import type { ChildProcess } from 'node:child_process'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { describe, expect, it } from 'vitest'
import { type LegacyStore, openLegacyStore } from '../../src/legacy-passwords/store/open-legacy-store.js'
import { verifyLegacyPassword } from '../../src/legacy-passwords/verify/verify-legacy-password.js'
import { startRehearsal } from '../support/sandbox-process.js'
import { sourceKeyOf } from './compare-users.js'

const password = 'Kk4aPMeiaRpAs2OeX1NE'
const hashes = {
  phpass: '$P$6bpxqBkZBXoXGzQ7q8IiVKBHgeys3u/',
  wordpress: '$wp$2y$10$.D1QTtIQXTpA./i3jsdO4OZ66RhyXR9V0L3l5zS7oupGYW7cavMHq',
  md5crypt: '$1$YCnSMrz1$JYDX2iTqeQrgMbY4hFkWj1',
  bcrypt: '$2b$10$3foYVn/sldKQ35MuP0XG7ur1hHKek/crcoxYln9NSvjjSy3KkArnG',
  yescrypt: '$y$j9T$F5Jx5fExrKuPp53xLKQ..1$tnSYvahCwPBHKZUspmcxMfb0.WiB9W.zEaKlOBL35rC',
}
const kinds = Object.keys(hashes) as (keyof typeof hashes)[]
const isKept = (kind: string): boolean => kind !== 'bcrypt' && kind !== 'yescrypt'

const makePeople = (count: number) =>
  Array.from({ length: count }, (_, index) => {
    const kind = kinds[index % kinds.length]!
    return { id: `p${index}`, email: `p${index}@example.org`, passwordHash: hashes[kind], kind }
  })

const writePeople = (path: string, people: ReturnType<typeof makePeople>): Promise<void> =>
  writeFile(path, people.map(({ kind: _kind, ...person }) => `${JSON.stringify(person)}\n`).join(''))

const openStore = (path: (...parts: string[]) => string): Promise<LegacyStore> => {
  const key = Buffer.from(readFileSync(path('legacy-passwords.key'), 'utf8').trim(), 'hex')
  return openLegacyStore(path('.migrate', 'people', 'legacy-passwords.mdb'), key, 'write')
}

const args = ['import', 'people.ndjson', '--source', 'generic', '--rate', 'off', '--concurrency', '8']

describe('import --keep-legacy', () => {
  it('keeps what can be verified, marks its users, and forgets them on rollback', async () => {
    const { run, sandbox, path } = await startRehearsal()
    const people = makePeople(20)
    await writePeople(path('people.ndjson'), people)

    const checked = await run(['check', 'people.ndjson', '--source', 'generic', '--keep-legacy', '--json'])
    const { oldPasswords, passwords } = JSON.parse(checked.stdout) as Record<string, Record<string, number>>
    expect(oldPasswords).toEqual({ converted: 4, firstSignIn: 12, mustReset: 4 })
    expect(passwords).toEqual({ Bcrypt: 4, 'first sign-in': 12, none: 4 })

    const imported = await run([...args, '--keep-legacy'])
    expect(imported).toMatchObject({ exitCode: 0 })
    expect(imported.stderr).toContain('legacy-passwords.key')
    const store = await openStore(path)
    expect(store.count()).toBe(12)
    for (const user of sandbox.state().users) {
      const { kind } = people.find(({ id }) => id === sourceKeyOf(user))!
      const mark = (user.customData['migratedFrom'] as { password?: string }).password
      expect([kind, mark, store.has(user.id)]).toEqual([
        kind,
        isKept(kind) ? 'pending' : undefined,
        isKept(kind),
      ])
    }
    const [id] = [...store.ids()]
    const { source, hash, params, identifiers } = store.get(id!)!
    expect(await verifyLegacyPassword(source, hash, params, password)).toBe(true)
    expect(identifiers?.primaryEmail).toMatch(/^p\d+@example\.org$/)
    await store.close()

    // Nothing of a hash lies anywhere else.
    const folder = path('.migrate', 'people')
    for (const name of readdirSync(folder)) {
      const text = readFileSync(`${folder}/${name}`, 'latin1')
      for (const stored of Object.values(hashes)) expect(text.includes(stored), name).toBe(false)
    }
    expect(JSON.stringify(sandbox.state().users)).not.toContain(hashes.phpass)

    const verified = await run(['verify', 'people.ndjson', '--source', 'generic', '--json'])
    expect(verified).toMatchObject({ exitCode: 0 })
    const report = await run(['report', '.migrate/people', '--format', 'json', '--out', 'report.json'])
    expect(report.exitCode).toBe(0)
    const told = JSON.parse(readFileSync(path('report.json'), 'utf8')) as { input: { oldPasswords: unknown } }
    expect(told.input.oldPasswords).toEqual(oldPasswords)
    const signIns = await run(['logs', '--run', '.migrate/people', '--json'])
    expect(JSON.parse(signIns.stdout)).toMatchObject({ oldPasswords: { used: 0, waiting: 12 } })

    expect(await run(['rollback', '--run', '.migrate/people', '--yes'])).toMatchObject({ exitCode: 0 })
    expect(existsSync(path('.migrate', 'people', 'legacy-passwords.mdb'))).toBe(false)
  })

  it.each([2, 9, 25])('SIGKILL after line %i of the checkpoint: nobody is lost', async (line) => {
    const { run, spawn, sandbox, path } = await startRehearsal({ latencyMs: [2, 12] })
    const people = makePeople(40)
    await writePeople(path('people.ndjson'), people)
    const checkpoint = path('.migrate', 'people', 'checkpoint.ndjson')
    const killed = await spawn([...args, '--keep-legacy'], {
      onStart: (child) => killAtLine(child, checkpoint, line),
    })
    expect(killed.signal).toBe('SIGKILL')
    // Without the flag, once the store is there: the run has kept some, so it goes on keeping.
    const again = existsSync(path('.migrate', 'people', 'legacy-passwords.mdb')) ? [] : ['--keep-legacy']
    expect(await run([...args, '--resume', ...again])).toMatchObject({ exitCode: 0 })

    const store = await openStore(path)
    const kept = sandbox
      .state()
      .users.filter((user) => isKept(people.find(({ id }) => id === sourceKeyOf(user))!.kind))
    expect(sandbox.state().users).toHaveLength(40)
    expect([...store.ids()].sort()).toEqual(kept.map(({ id }) => id).sort())
    await store.close()
  })

  it('a newer export replaces a hash, but not for who has a password by now', async () => {
    const { run, sandbox, path } = await startRehearsal()
    await writePeople(path('people.ndjson'), makePeople(3))
    await run([...args, '--keep-legacy'])
    const first = sandbox.state().users.find((user) => sourceKeyOf(user) === 'p0')!
    const changed = makePeople(3).map((person, index) =>
      index === 0 ? { ...person, passwordHash: '$P$BpGVkrUD04EEARyVbvpil5Ie1FcdYE1' } : person,
    )
    await writePeople(path('people.ndjson'), changed)
    const delta = await run([...args, '--run', '.migrate/people', '--delta', '--yes'])
    expect(delta).toMatchObject({ exitCode: 0 })
    const store = await openStore(path)
    expect(store.get(first.id)!.hash).toBe('$P$BpGVkrUD04EEARyVbvpil5Ie1FcdYE1')
    expect(store.count()).toBe(3)
    await store.close()
  })
})

const killAtLine = (child: ChildProcess, checkpoint: string, line: number): void => {
  const timer = setInterval(() => {
    const lines = existsSync(checkpoint) ? readFileSync(checkpoint, 'utf8').split('\n').length - 1 : 0
    if (lines < line) return
    clearInterval(timer)
    child.kill('SIGKILL')
  }, 1)
  child.once('close', () => clearInterval(timer))
}
