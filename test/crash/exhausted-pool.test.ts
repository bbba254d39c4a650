import { expect, it } from 'vitest'
import { openRehearsal } from './open-rehearsal.js'

const people = Array.from({ length: 400 }, (_, index) => ({ id: `u-${index}`, username: `user_${index}` }))

it.each([
  ['64 in flight', ['--concurrency', '64'], /Warning: --concurrency 64/],
  ['as many as it finds by itself', [], /^(?!.*Warning)/s],
])('a target that breaks down under its load gets everybody, with %s', async (_title, flags, says) => {
  const rehearsal = await openRehearsal(people, {}, { pool: 20, latencyMs: 200 })
  const end = await rehearsal.run('import', flags)
  expect(end).toMatchObject({ code: 0 })
  expect(JSON.parse(end.stdout)).toMatchObject({ end: 'complete', counts: { failed: 0 } })
  expect(end.stderr).toMatch(says)
  expect(rehearsal.sandbox.state().users).toHaveLength(people.length)
})
