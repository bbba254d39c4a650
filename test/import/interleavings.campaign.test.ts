import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readCheckpoint } from '../../src/checkpoint/read-checkpoint.js'
import { AmbiguousOutcomeError } from '../../src/logto/retry/ambiguous-outcome-error.js'
import type { ApiRequest, ApiResponse } from '../../src/logto/http/api-call.js'
import { RetriesExhaustedError } from '../../src/logto/retry/retries-exhausted-error.js'
import { routeOf } from '../../src/logto/http/route-of.js'
import { people } from './arbitrary-people.js'
import { type Bench, createBench, type WriteOptions } from './run-records.js'
import { readContent } from './target-content.js'

/** What becomes of one request: `crash` ends the session before it, `crashAfter` when the target has carried it out. */
type Fate = 'answered' | 'lostBefore' | 'lostAfter' | 'crash' | 'crashAfter'

const fates = fc.array(
  fc.oneof(
    { weight: 8, arbitrary: fc.constant<Fate>('answered') },
    { weight: 2, arbitrary: fc.constantFrom<Fate>('lostBefore', 'lostAfter') },
    { weight: 1, arbitrary: fc.constantFrom<Fate>('crash', 'crashAfter') },
  ),
  { maxLength: 60, size: 'max' },
)

const rules: WriteOptions = {
  roles: { createMissing: true },
  organizations: { createMissing: true, roles: { createMissing: true } },
}

class Crash extends Error {}

/** Deals out the fates in the order of the requests; behind the last one everything is answered. */
const interfereWith = (left: Fate[]) => {
  let isOver = false
  return async (request: ApiRequest, perform: () => Promise<ApiResponse>): Promise<ApiResponse> => {
    // A killed process sends nothing more, whatever it had begun.
    if (isOver) throw new Crash()
    const fate = left.shift() ?? 'answered'
    if (fate === 'crash' || fate === 'crashAfter') {
      isOver = true
      if (fate === 'crashAfter') await perform()
      throw new Crash()
    }
    if (fate === 'answered') return perform()
    if (fate === 'lostAfter') await perform()
    throw describeLoss(request)
  }
}

/** What the layer below makes of it: it has tried again what may be sent twice, and never what may not. */
const describeLoss = (request: ApiRequest): Error =>
  request.method === 'POST' && request.isIdempotent !== true
    ? new AmbiguousOutcomeError(routeOf(request), 'answer_timeout', undefined)
    : new RetriesExhaustedError(routeOf(request), 'answer_timeout', undefined, 8)

/** Sessions until one comes to its end; when every fate is dealt out, the next one must. */
const writeThrough = async (bench: Bench, records: Parameters<Bench['write']>[0], left: Fate[]) => {
  for (let session = 0; session < 100; session += 1) {
    const isLast = left.length === 0
    const end = await bench.write(records, { ...rules, interfere: interfereWith(left) }).then(
      (done) => done.end,
      (error: unknown) => {
        // A list or a lookup without which the run makes no sense may end the session too.
        if (!(error instanceof Crash || error instanceof RetriesExhaustedError)) throw error
        return 'killed'
      },
    )
    if (isLast || end === 'complete') return end
  }
  return 'killed'
}

describe('whatever is lost and whenever the process dies', () => {
  it('the target ends as if nothing had happened, and each record has one outcome', async () => {
    await fc.assert(
      fc.asyncProperty(people, fates, async (records, left) => {
        const bench = await createBench()
        expect(await writeThrough(bench, records, [...left])).toBe('complete')
        const calm = await createBench()
        await calm.write(records, rules)
        expect(readContent(bench.sandbox)).toEqual(readContent(calm.sandbox))

        // Reading it checks every line against those before it.
        const { state } = await readCheckpoint(bench.run.checkpoint)
        expect(state.done.size).toBe(records.length)
        expect(state.begun.size + state.open.size + state.failed.size).toBe(0)
        expect(state.counts.created + state.counts.adopted).toBe(records.length)
        expect(state.counts.failedUnits).toBe(0)
      }),
      { numRuns: 40 },
    )
  })
})
