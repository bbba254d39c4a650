import { describe, expect, it } from 'vitest'
import { deleteUser } from '../../src/sandbox/store/store.js'
import { createBench } from './run-records.js'

const code = 'user.identity_already_in_use'
const google = { google: { userId: 'g1' } }

describe('a social identity that somebody else has', () => {
  it.each(['skip', 'fail'] as const)(
    '%s: the user arrives with everything else, the identity is counted as refused',
    async (onConflict) => {
      const { sandbox, run, write } = await createBench()
      const other = {
        ...run,
        folder: `${run.folder}2`,
        checkpoint: `${run.folder}2/c`,
        lock: `${run.folder}2/l`,
      }
      await write([{ id: 'other', primaryEmail: 'other@example.org', identities: google }], { run: other })
      const record = {
        id: 'k1',
        primaryEmail: 'a@example.org',
        identities: { ...google, github: { userId: '7' } },
        isSuspended: true,
      }
      const { end, entries, outcomes } = await write([record], { onConflict })
      expect(end).toBe('complete')
      expect(outcomes.get('k1')).toMatchObject({
        kind: 'created',
        failedSteps: [{ unit: 'identity:google', code }],
      })
      expect(entries.filter(({ t }) => t === 'step')).toMatchObject([
        { unit: 'identity:google', ok: false, code },
        { unit: 'identity:github', ok: true },
        { unit: 'suspend', ok: true },
      ])
      const users = new Map(sandbox.state().users.map((user) => [user.primaryEmail, user]))
      expect(users.get('other@example.org')).toMatchObject({ identities: google })
      expect(users.get('a@example.org')).toMatchObject({
        identities: { github: { userId: '7' } },
        isSuspended: true,
      })
    },
  )

  it('the same person of an earlier run keeps theirs: the record is known by e-mail before', async () => {
    const { sandbox, run, write } = await createBench()
    const other = {
      ...run,
      folder: `${run.folder}2`,
      checkpoint: `${run.folder}2/c`,
      lock: `${run.folder}2/l`,
    }
    const record = { id: 'k1', primaryEmail: 'a@example.org', identities: google }
    await write([record], { run: other })
    const { outcomes } = await write([record])
    expect(outcomes.get('k1')).toMatchObject({ kind: 'existing', code: 'already_imported' })
    expect(sandbox.state().users).toHaveLength(1)
  })

  it('two records of one input never get that far', async () => {
    const { sandbox, write } = await createBench()
    const { entries } = await write([
      { id: 'k1', primaryEmail: 'a@example.org', identities: google },
      { id: 'k2', primaryEmail: 'b@example.org', identities: google },
    ])
    expect(entries.filter(({ t }) => t === 'rejected')).toMatchObject([
      { n: 2, codes: ['duplicate_identity'] },
    ])
    expect(sandbox.state().users).toHaveLength(1)
  })

  it.each([
    { onConflict: 'skip', expected: { kind: 'existing', code }, as: 'existing' },
    { onConflict: 'fail', expected: { kind: 'failed', code }, as: 'failed' },
  ] as const)(
    'of a user with no other way to sign in: $onConflict; nobody stays behind',
    async ({ onConflict, expected, as }) => {
      const { sandbox, run, write } = await createBench()
      const other = {
        ...run,
        folder: `${run.folder}2`,
        checkpoint: `${run.folder}2/c`,
        lock: `${run.folder}2/l`,
      }
      await write([{ id: 'other', primaryEmail: 'other@example.org', identities: google }], { run: other })
      const record = { id: 'k1', name: 'Social', identities: google, roles: ['admin'] }
      const { end, outcomes, entries } = await write([record], { onConflict, roles: { createMissing: true } })
      expect(end).toBe('complete')
      expect(outcomes.get('k1')).toMatchObject(expected)
      expect(entries.find(({ t }) => t === 'withdrawn')).toMatchObject({ n: 1, as, code })
      expect(sandbox.state().users.map(({ primaryEmail }) => primaryEmail)).toEqual(['other@example.org'])
      // A resume finds nothing left to do.
      const sent: string[] = []
      const again = await write([record], {
        onConflict,
        onRequest: ({ method }) => void sent.push(method),
      })
      expect(again.end).toBe('complete')
      expect(sent).toEqual([])
    },
  )

  it('and a session that was killed after the user was deleted knows it', async () => {
    const { sandbox, run, write } = await createBench()
    const other = {
      ...run,
      folder: `${run.folder}2`,
      checkpoint: `${run.folder}2/c`,
      lock: `${run.folder}2/l`,
    }
    await write([{ id: 'other', primaryEmail: 'other@example.org', identities: google }], { run: other })
    const record = { id: 'k1', name: 'Social', identities: google }
    const cut = write([record], {
      onRequest: ({ method, path }) => {
        if (method !== 'DELETE') return
        const { store } = sandbox
        deleteUser(store, store.users.find(path.split('/').at(-1)!)!)
        throw new Error('killed')
      },
    })
    await expect(cut).rejects.toThrow('killed')
    const { outcomes, end } = await write([record])
    expect(end).toBe('complete')
    expect(outcomes.get('k1')).toMatchObject({ kind: 'existing', code })
    expect(sandbox.state().users).toHaveLength(1)
  })
})
