import { describe, expect, it } from 'vitest'
import { createBench } from './run-records.js'

const digest = (letter: string) => ({ passwordDigest: letter.repeat(32), passwordAlgorithm: 'MD5' })

/** A target where somebody is who was not imported by this run. */
const createOccupied = async () => {
  const bench = await createBench()
  const { run } = bench
  const other = { ...run, folder: `${run.folder}2`, checkpoint: `${run.folder}2/c`, lock: `${run.folder}2/l` }
  await bench.write(
    [
      {
        id: 'x1',
        primaryEmail: 'anna@example.org',
        name: 'Old name',
        avatar: 'https://example.org/a.png',
        customData: { theme: 'dark', plan: 'old' },
        profile: { nickname: 'an', locale: 'de' },
        roles: ['admin'],
        ...digest('a'),
      },
    ],
    { run: other, roles: { createMissing: true } },
  )
  return bench
}

const record = {
  id: 'k1',
  primaryEmail: 'Anna@example.org',
  username: 'anna',
  name: 'Anna',
  customData: { plan: 'gold' },
  profile: { locale: 'fr' },
  roles: ['admin', 'editor'],
  organizations: [{ name: 'One', roles: ['owner'] }],
  identities: { google: { userId: 'g1' } },
  mfa: [{ type: 'Totp', secret: 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP' }],
  isSuspended: true,
  ...digest('b'),
}

const rules = {
  onConflict: 'update',
  roles: { createMissing: true },
  organizations: { createMissing: true, roles: { createMissing: true } },
} as const

describe('--on-conflict update', () => {
  it('the user there gets the content of the record; what only they have stays', async () => {
    const { sandbox, write } = await createOccupied()
    const [before] = sandbox.state().users
    // Users from this system under another key are other people.
    const users = sandbox.store.users
    users.update(users.find(before!.id)!, { customData: { theme: 'dark', plan: 'old' } }, 1)
    const { outcomes, end, entries } = await write([record], rules)
    expect(end).toBe('complete')
    expect(outcomes.get('k1')).toMatchObject({ kind: 'updated', id: before!.id, kept: ['password'] })
    expect(entries.find(({ t }) => t === 'updated')).toMatchObject({ id: before!.id, left: 7 })
    const state = sandbox.state()
    expect(state.users).toMatchObject([
      {
        id: before!.id,
        primaryEmail: 'Anna@example.org',
        username: 'anna',
        name: 'Anna',
        avatar: 'https://example.org/a.png',
        customData: { theme: 'dark', plan: 'gold', migratedFrom: { id: 'k1' } },
        profile: { nickname: 'an', locale: 'fr' },
        identities: { google: { userId: 'g1' } },
        isSuspended: true,
        passwordDigest: digest('a').passwordDigest,
        mfaFactors: [{ type: 'Totp' }],
        organizations: [{ organizationRoleIds: [expect.any(String)] }],
      },
    ])
    expect(state.users[0]!.roleIds).toHaveLength(2)
    // A rollback of this run must not take them for its own.
    expect(state.users[0]!.customData['migratedFrom']).not.toHaveProperty('run')
  })

  it('with --recreate-on-password-change the account is made anew while nobody has signed in', async () => {
    const { sandbox, write } = await createOccupied()
    const [before] = sandbox.state().users
    const users = sandbox.store.users
    users.update(users.find(before!.id)!, { customData: {} }, 1)
    await write([record], { ...rules, recreateOnPasswordChange: true })
    const [after] = sandbox.state().users
    expect(after!.id).not.toBe(before!.id)
    expect(after).toMatchObject({ passwordDigest: digest('b').passwordDigest, username: 'anna' })
  })

  it('another person of the same system keeps their account', async () => {
    const { sandbox, write } = await createOccupied()
    const before = sandbox.state().users
    const { outcomes } = await write([record], rules)
    expect(outcomes.get('k1')).toMatchObject({ kind: 'failed', code: 'user.email_already_in_use' })
    expect(sandbox.state().users).toEqual(before)
  })

  it('a later delta finds them unchanged', async () => {
    const { sandbox, write } = await createOccupied()
    const users = sandbox.store.users
    users.update(users.find(sandbox.state().users[0]!.id)!, { customData: {} }, 1)
    await write([record], rules)
    const { entries } = await write([record], { ...rules, inputHash: 'newer', delta: {} })
    expect(entries.find(({ t }) => t === 'same')).toMatchObject({ n: [1] })
  })
})
