import { expect, it } from 'vitest'
import { createFastEffects, openRehearsal } from './open-rehearsal.js'

it('a record that a retry brought in is no longer among the rejected ones', async () => {
  const rehearsal = await openRehearsal([
    { id: 'a', primaryEmail: 'a@example.org' },
    { id: 'b', primaryEmail: 'broken' },
    { id: 'c', primaryEmail: 'c@example.org' },
  ])
  const { sandbox, run, readRunFile } = rehearsal
  sandbox.setFaults({
    error5xxBeforeCommit: { probability: 1, statuses: [500], max: 8, routes: ['POST /api/users'] },
  })
  expect(await run('import', [], { effects: createFastEffects(50) })).toMatchObject({ code: 1 })
  const rejected = async () =>
    (await readRunFile('rejected.ndjson'))
      .trimEnd()
      .split('\n')
      .map((line) => (JSON.parse(line) as { ordinal: number }).ordinal)
      .toSorted()
  expect(await rejected()).toEqual([1, 2, 3])
  sandbox.setFaults({})
  expect(await run('retry')).toMatchObject({ code: 1 })
  expect(await rejected()).toEqual([2])
  expect((await readRunFile('rejected.csv')).trimEnd().split(/\r?\n/)).toHaveLength(2)
})
