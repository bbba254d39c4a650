import { describe, expect, it } from 'vitest'
import { createConcurrency } from '../../../src/pace/concurrency/concurrency.js'
import { WorkInFlight } from '../../../src/pace/concurrency/work-in-flight.js'

const turns = async (count: number): Promise<void> => {
  for (let turn = 0; turn < count; turn += 1) await new Promise((next) => setImmediate(next))
}

const createWork = (slots: number) => {
  const concurrency = createConcurrency({ rate: 'off', now: () => 0, auto: false, initial: slots })
  const stop = new AbortController()
  return { concurrency, stop, work: new WorkInFlight({ concurrency, stop: stop.signal }) }
}

/** Submits as much as is taken, and counts how much was prepared and not begun at the most. */
const drive = async (count: number, slots: number, prepareTurns: number, workTurns: number) => {
  const { work, concurrency } = createWork(slots)
  let waiting = 0
  let most = 0
  let mostAtWork = 0
  for (let index = 0; index < count; index += 1) {
    await work.submitPrepared(
      async () => {
        waiting += 1
        most = Math.max(most, waiting)
        await turns(prepareTurns)
      },
      async () => {
        waiting -= 1
        mostAtWork = Math.max(mostAtWork, concurrency.active)
        await turns(workTurns)
      },
    )
  }
  await work.settle()
  expect(waiting).toBe(0)
  expect(concurrency.active).toBe(0)
  return { most, mostAtWork }
}

describe('work that is prepared without a slot', () => {
  it('is prepared further ahead where the preparation is slow, up to 256', async () => {
    const { most, mostAtWork } = await drive(4000, 4, 60, 1)
    expect(most).toBeGreaterThan(64)
    expect(most).toBeLessThanOrEqual(256)
    expect(mostAtWork).toBeLessThanOrEqual(4)
  })

  it('is prepared for four times the slots at most where the work is slow', async () => {
    const { most, mostAtWork } = await drive(300, 4, 1, 20)
    expect(most).toBeLessThanOrEqual(16)
    expect(mostAtWork).toBe(4)
  })

  it('begins only when it is prepared', async () => {
    const { work } = createWork(8)
    const order: string[] = []
    await work.submitPrepared(
      async () => {
        await turns(3)
        order.push('prepared')
      },
      async () => void order.push('begun'),
    )
    await work.settle()
    expect(order).toEqual(['prepared', 'begun'])
  })

  it('is finished when the run is stopped, and nothing new is taken', async () => {
    const { work, stop, concurrency } = createWork(2)
    const begun: number[] = []
    for (let index = 0; index < 4; index += 1) {
      void work.submitPrepared(
        () => turns(1),
        async () => {
          begun.push(index)
          if (index === 0) stop.abort()
          await turns(2)
        },
      )
    }
    await turns(20)
    await work.settle()
    // Two slots, so two were prepared, and room was made for the others too late.
    expect(begun).toEqual([0, 1])
    expect(concurrency.active).toBe(0)
  })

  it('never begins after a failure, and gives its slot back', async () => {
    const { work, concurrency } = createWork(1)
    const begun: string[] = []
    await work.submitPrepared(
      () => turns(1),
      async () => {
        begun.push('first')
        await turns(1)
        throw new Error('no')
      },
    )
    void work.submitPrepared(
      () => turns(1),
      async () => void begun.push('second'),
    )
    await work.settle()
    await turns(5)
    expect(work.failure?.error).toMatchObject({ message: 'no' })
    expect(begun).toEqual(['first'])
    expect(concurrency.active).toBe(0)
  })

  it('ends the run when it cannot be prepared', async () => {
    const { work, concurrency } = createWork(1)
    await work.submitPrepared(
      () => Promise.reject(new Error('disk full')),
      async () => expect.fail('begun'),
    )
    await work.settle()
    expect(work.failure?.error).toMatchObject({ message: 'disk full' })
    expect(concurrency.active).toBe(0)
  })
})
