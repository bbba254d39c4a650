import { describe, expect, it } from 'vitest'
import type { Effects } from '../../src/effects/effects.js'
import { openRehearsal } from './open-rehearsal.js'

const hourMs = 3_600_000

const people = Array.from({ length: 20 }, (_, index) => ({
  id: `u-${index}`,
  name: `Person ${index}`,
  ...(index % 2 === 0 && { primaryEmail: `person.${index}@example.com` }),
  identities: { google: { userId: `google-${index}` } },
}))

/** A machine whose clock is off. */
const shift = (clock: Effects, offMs: number): Effects => ({ ...clock, now: () => clock.now() + offMs })

describe.each([
  ['two hours ahead', 2 * hourMs, 0],
  ['two hours behind', -2 * hourMs, 0],
  ['right, and that of the second an hour ahead', 0, hourMs],
])('a first session with a clock that is %s', (_name, firstMs, secondMs) => {
  it.each([true, false])('and a second one double nobody (keepMigratedFrom %s)', async (keepMigratedFrom) => {
    const rehearsal = await openRehearsal(people, { keepMigratedFrom })
    const first = await rehearsal.run('import', ['--yes'], { effects: shift(rehearsal.clock, firstMs) })
    expect(first).toMatchObject({ code: 0 })
    const entries = await rehearsal.readCheckpoint()
    // As if it had been killed before it could note any outcome.
    await rehearsal.writeCheckpoint(entries.filter(({ t }) => t === 'run' || t === 'open' || t === 'begin'))
    const flags = ['--yes', '--settle-within', '1']
    const second = await rehearsal.run('import', flags, { effects: shift(rehearsal.clock, secondMs) })
    expect(second).toMatchObject({ code: 0 })
    expect(JSON.parse(second.stdout)).toMatchObject({
      counts: { adopted: people.length, existing: 0, failed: 0 },
    })
    expect(rehearsal.sandbox.state().users).toHaveLength(people.length)
  })
})
