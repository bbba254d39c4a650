import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startSandbox } from '../../src/sandbox/start-sandbox.js'
import { readContract } from './contract.js'
import { replayExchange, startReplay } from './replay-exchange.js'
import type { Replay } from './replay-exchange.js'

const exchanges = readContract()

describe('the sandbox answers like the recorded Logto', () => {
  let replay: Replay

  beforeAll(async () => {
    replay = await startReplay(await startSandbox())
  })
  afterAll(() => replay.sandbox.close())

  test('the recording is complete', () => {
    expect(exchanges.map(({ n }) => n)).toEqual(Array.from({ length: 239 }, (_, index) => index + 1))
  })

  // In order, on one tenant: state carries over from one exchange to the next. None is left out.
  for (const exchange of exchanges) {
    test(`${exchange.n}: ${exchange.name}`, async () => {
      expect(await replayExchange(replay, exchange)).toEqual([])
    })
  }
})
