import { describe, expect, it } from 'vitest'
import { locateRun } from '../../../src/checkpoint/run-folder.js'
import type { JsonObject } from '../../../src/source/source-record.js'
import { createBench } from '../run-records.js'

const personOf = (index: number) => ({
  id: `id-${index}`,
  username: `user_${index}`,
  primaryEmail: `user.${index}@example.com`,
  primaryPhone: `+4930900${String(index).padStart(5, '0')}`,
})
const range = (from: number, to: number) =>
  Array.from({ length: to - from }, (_, index) => personOf(from + index))

describe('users who are there already', () => {
  it('cost at most 0.03 requests each', async () => {
    const { write, sandbox, run } = await createBench()
    await write(range(0, 1000))
    let requests = 0
    const again = locateRun(`${run.folder}-again`)
    const { end, outcomes } = await write(range(0, 1000), { run: again, onRequest: () => (requests += 1) })
    expect(end).toBe('complete')
    expect(new Set(Array.from(outcomes.values(), ({ kind }) => kind))).toEqual(new Set(['existing']))
    expect(sandbox.state().users).toHaveLength(1000)
    expect(requests).toBeLessThanOrEqual(30)
  })

  it.each(['skip', 'update'] as const)(
    'cost no more where each has an identifier of another kind, with %s',
    async (onConflict) => {
      const { write, run } = await createBench()
      const { id: _id, ...kinds } = personOf(0)
      const fields = Object.keys(kinds) as (keyof typeof kinds)[]
      const people = range(0, 999).map((person, index) => {
        const field = fields[index % fields.length]!
        return { id: person.id, [field]: person[field] }
      })
      await write(people)
      let requests = 0
      const others = people.map((person) => ({ ...person, id: `other-${person.id}` }))
      const again = locateRun(`${run.folder}-again`)
      const { end } = await write(others, { run: again, onConflict, onRequest: () => (requests += 1) })
      expect(end).toBe('complete')
      expect(requests).toBeLessThanOrEqual(30)
    },
  )

  it('are told apart as without looking ahead, in any mixture', async () => {
    const { write, sandbox, run } = await createBench()
    await write(range(0, 60))
    const mixed: JsonObject[] = [
      ...range(50, 70),
      // The address of one and the username of another.
      { id: 'split', username: 'user_1', primaryEmail: 'user.2@example.com' },
      { id: 'other-case', primaryEmail: 'USER.3@example.com' },
      { id: 'phone-only', primaryPhone: '+493090000004' },
      { id: 'nobody', identities: { google: { userId: 'g-1' } } },
      ...range(70, 90),
      { id: 'half', username: 'user_new', primaryEmail: 'user.5@example.com' },
    ]
    const { end, outcomes } = await write(mixed, { run: locateRun(`${run.folder}-again`), concurrency: 1 })
    expect(end).toBe('complete')
    const kinds = (first: number, last: number) =>
      Array.from({ length: last - first }, (_, index) => outcomes.get(`id-${first + index}`)?.kind)
    expect(new Set(kinds(50, 60))).toEqual(new Set(['existing']))
    expect(new Set(kinds(60, 90))).toEqual(new Set(['created']))
    expect(outcomes.get('split')).toMatchObject({ kind: 'failed', code: 'conflict_split' })
    expect(outcomes.get('other-case')).toMatchObject({ kind: 'existing', code: 'user.email_already_in_use' })
    expect(outcomes.get('phone-only')).toMatchObject({ kind: 'existing', code: 'user.phone_already_in_use' })
    expect(outcomes.get('nobody')).toMatchObject({ kind: 'created' })
    expect(outcomes.get('half')).toMatchObject({ kind: 'existing', code: 'user.email_already_in_use' })
    expect(sandbox.state().users).toHaveLength(91)
  })
})
