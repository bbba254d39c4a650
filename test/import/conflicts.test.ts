import { describe, expect, it } from 'vitest'
import { createBench } from './run-records.js'

describe('somebody is there already', () => {
  it('the same record of another run is recognised', async () => {
    const { run, sandbox, write } = await createBench()
    const records = [{ id: 'k1', primaryEmail: 'a@example.org' }]
    await write(records)
    const second = {
      ...run,
      folder: `${run.folder}2`,
      checkpoint: `${run.folder}2/c`,
      lock: `${run.folder}2/l`,
    }
    const { outcomes } = await write(records, { run: second, onConflict: 'fail' })
    expect(outcomes.get('k1')).toMatchObject({ kind: 'existing', code: 'already_imported' })
    expect(sandbox.state().users).toHaveLength(1)
  })

  it.each([
    { onConflict: 'skip', expected: { kind: 'existing', code: 'user.email_already_in_use' } },
    { onConflict: 'fail', expected: { kind: 'failed', code: 'user.email_already_in_use' } },
  ] as const)('somebody else: $onConflict', async ({ onConflict, expected }) => {
    const { sandbox, run, write } = await createBench()
    const other = {
      ...run,
      folder: `${run.folder}2`,
      checkpoint: `${run.folder}2/c`,
      lock: `${run.folder}2/l`,
    }
    await write([{ id: 'other', primaryEmail: 'A@example.org', name: 'Other' }], { run: other })
    const before = sandbox.state().users
    const { outcomes, end } = await write(
      [{ id: 'k1', primaryEmail: 'a@example.org', name: 'Mine', roles: ['admin'], isSuspended: true }],
      { onConflict },
    )
    expect(end).toBe('complete')
    expect(outcomes.get('k1')).toMatchObject(expected)
    // Whoever was there is left as they were.
    expect(sandbox.state().users).toEqual(before)
  })

  it('an address of one and a username of another are never merged', async () => {
    const { sandbox, run, write } = await createBench()
    const other = {
      ...run,
      folder: `${run.folder}2`,
      checkpoint: `${run.folder}2/c`,
      lock: `${run.folder}2/l`,
    }
    await write(
      [
        { id: 'a', primaryEmail: 'a@example.org' },
        { id: 'b', username: 'bee' },
      ],
      { run: other },
    )
    const before = sandbox.state().users
    const { outcomes } = await write([{ id: 'k1', primaryEmail: 'a@example.org', username: 'bee' }])
    expect(outcomes.get('k1')).toMatchObject({ kind: 'failed', code: 'conflict_split' })
    expect(sandbox.state().users).toEqual(before)
  })
})
