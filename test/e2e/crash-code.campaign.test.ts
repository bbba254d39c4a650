import { expect, it } from 'vitest'
import { checkWithHeap } from './check-with-heap.js'

it('128 MB of heap are enough for 100,000 records', { timeout: 120_000 }, async () => {
  expect(await checkWithHeap(128, 100_000)).toMatchObject({ records: 100_000, valid: 100_000 })
})
