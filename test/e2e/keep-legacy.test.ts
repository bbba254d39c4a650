import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { verifyLegacyPassword } from '../../src/legacy-passwords/verify/verify-legacy-password.js'
import { startRehearsal } from '../support/sandbox-process.js'
import { sourceKeyOf } from './compare-users.js'
import {
  args,
  hashes,
  isKept,
  killWhileKeeping,
  makePeople,
  openStore,
  password,
  writePeople,
} from './keep-legacy-people.js'

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

  it('SIGKILL after line 9 of the checkpoint: nobody is lost', () => killWhileKeeping(9))

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
