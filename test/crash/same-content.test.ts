import { describe, expect, it } from 'vitest'
import { openRehearsal } from './open-rehearsal.js'

/** Nothing but the social identity tells these apart, and that is not in the create request. */
const people = Array.from({ length: 12 }, (_, index) => ({
  id: `u-${index}`,
  name: 'Alex Doe',
  identities: { google: { userId: `google-${index}` } },
}))

const readIdentities = (users: readonly { identities: Record<string, { userId: string }> }[]): string[] =>
  users.map(({ identities }) => identities['google']?.userId ?? 'none').sort()
const wanted = people.map(({ identities }) => identities.google.userId).sort()

describe('users without any identifier whose content is the same', () => {
  it.each([
    ['answers lost, with migratedFrom', true, 'resetAfterCommit'],
    ['answers lost, without migratedFrom', false, 'resetAfterCommit'],
    ['requests lost, with migratedFrom', true, 'resetBeforeCommit'],
    ['requests lost, without migratedFrom', false, 'resetBeforeCommit'],
  ] as const)('are never adopted for each other: %s', async (_name, keepMigratedFrom, kind) => {
    const rehearsal = await openRehearsal(people, { keepMigratedFrom })
    rehearsal.sandbox.setFaults({ [kind]: { probability: 0.5, max: 6, routes: ['POST /api/users'] } })
    expect(await rehearsal.run('import', ['--yes'])).toMatchObject({ code: 0 })
    expect(readIdentities(rehearsal.sandbox.state().users)).toEqual(wanted)
  })

  it.each([
    ['with migratedFrom', true],
    ['without migratedFrom', false],
  ])('are not adopted by a resumed run that knows one of them: %s', async (_name, keepMigratedFrom) => {
    const rehearsal = await openRehearsal(people, { keepMigratedFrom })
    expect(await rehearsal.run('import', ['--limit', '6', '--yes'])).toMatchObject({ code: 0 })
    // Killed after the seventh was begun and before its request went out.
    const entries = await rehearsal.readCheckpoint()
    await rehearsal.writeCheckpoint([
      ...entries.filter(({ t }) => t !== 'close'),
      { t: 'begin', n: 7, key: 'u-6' },
    ])
    expect(await rehearsal.run('import', ['--yes'])).toMatchObject({ code: 0 })
    expect(readIdentities(rehearsal.sandbox.state().users)).toEqual(wanted)
  })
})

describe('a create that the target carries out after its sender was killed', () => {
  it('is waited for, so that a user without identifier is not made twice', async () => {
    const rehearsal = await openRehearsal(people.slice(0, 1))
    expect(await rehearsal.run('import', ['--limit', '1'])).toMatchObject({ code: 0 })
    const entries = await rehearsal.readCheckpoint()
    const [before] = rehearsal.sandbox.state().users
    const { store } = rehearsal.sandbox
    const row = store.users.find(before!.id)!
    store.users.remove(row)
    const { at } = entries.findLast(({ t }) => t === 'close') as { at: number }
    await rehearsal.writeCheckpoint([
      ...entries.filter(({ t }) => t === 'run' || t === 'open'),
      { t: 'begin', n: 1, key: 'u-0', at },
    ])
    void rehearsal.clock.sleep(1500).then(() => store.users.add(row.id, row, row.createdAt))
    expect(await rehearsal.run('import', ['--yes'])).toMatchObject({ code: 0 })
    expect(rehearsal.sandbox.state().users.map(({ id }) => id)).toEqual([row.id])
  })
})
