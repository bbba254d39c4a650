import { describe, expect, it } from 'vitest'
import type { FaultKind } from '../../src/sandbox/faults/fault-plan.js'
import type { JsonObject } from '../../src/source/source-record.js'
import { createBench } from './run-records.js'

const routes = ['POST /api/users']
const faults: FaultKind[] = [
  'resetBeforeCommit',
  'resetAfterCommit',
  'error5xxBeforeCommit',
  'error5xxAfterCommit',
  'garbageBody',
  'cutBody',
]

const people: { id: string; make: (n: number) => JsonObject }[] = [
  { id: 'e-mail', make: (n) => ({ id: `k${n}`, primaryEmail: `u${n}@example.org` }) },
  { id: 'phone', make: (n) => ({ id: `k${n}`, primaryPhone: `+49151${10_000_000 + n}` }) },
  {
    id: 'social identity alone',
    make: (n) => ({ id: `k${n}`, identities: { google: { userId: `g${n}` } } }),
  },
]

describe('an answer that does not say whether the user was created', () => {
  it.each(people.flatMap(({ id, make }) => faults.map((kind) => ({ id: `${kind}, ${id}`, kind, make }))))(
    '$id',
    async ({ kind, make }) => {
      const { sandbox, write } = await createBench({
        // Four unknown outcomes in a row would be a refusal of the record, rightly.
        faults: { [kind]: { probability: 0.4, max: 3, routes } },
        seed: 7,
      })
      const records = Array.from({ length: 12 }, (_, n) => make(n))
      const { end, outcomes } = await write(records)
      expect(sandbox.stats().faults[kind]).toBeGreaterThan(1)
      expect(end).toBe('complete')
      expect(sandbox.state().users).toHaveLength(12)
      const kinds = [...outcomes.values()].map((outcome) => outcome.kind)
      expect(kinds).toHaveLength(12)
      expect(new Set(kinds)).toEqual(new Set(kind.includes('Before') ? ['created'] : ['created', 'adopted']))
    },
  )

  it.each([true, false])(
    'users alike in everything but the identity stay two, keepMigratedFrom %s',
    async (keep) => {
      const { sandbox, write } = await createBench({
        faults: { resetAfterCommit: { probability: 0.5, routes } },
      })
      const records = Array.from({ length: 10 }, (_, n) => ({
        id: `k${n}`,
        name: 'Same Name',
        identities: { google: { userId: `g${n}` } },
      }))
      const { end } = await write(records, { rules: { keepMigratedFrom: keep } })
      expect(end).toBe('complete')
      const identities = sandbox.state().users.map(({ identities }) => String(identities['google']?.userId))
      expect(identities.sort()).toEqual(records.map(({ identities }) => identities.google.userId))
    },
  )
})
