import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, it, onTestFinished } from 'vitest'
import { systemEffects as effects } from '../../../src/effects/system-effects.js'
import type { AdjustablePacer } from '../../../src/pace/adjustable-pacer.js'
import { createPacer, type SharedPace } from '../../../src/pace/create-pacer.js'
import type { Rate } from '../../../src/pace/rate.js'
import { hasRedis, startRedis } from '../../support/redis-server.js'

const target = { endpoint: 'https://auth.example.com', tenantId: 'default' }
const rate: Rate = { limit: 40, windowMs: 1000 }

describe.skipIf(!hasRedis)('a budget in a real Redis', () => {
  it('three processes together fill every window, and never more', async () => {
    const { url } = await startRedis()
    const pacers = await Promise.all([open(url), open(url), open(url)])
    const departures = await takeAll(pacers, 2200)

    expect(fullestWindow(departures.flat(), rate.windowMs)).toBeLessThanOrEqual(rate.limit)
    expect(departures.flat().length).toBeGreaterThan(2.2 * rate.limit * 0.6)
    for (const own of departures) expect(own.length).toBeGreaterThan(10)
  })

  it('a process that stalls breaks no window', async () => {
    const { url } = await startRedis()
    const pacers = await Promise.all([open(url), open(url)])
    const stalls = setInterval(() => stall(120), 300)
    const departures = await takeAll(pacers, 2500).finally(() => clearInterval(stalls))

    expect(fullestWindow(departures.flat(), rate.windowMs)).toBeLessThanOrEqual(rate.limit)
    expect(departures.flat().length).toBeGreaterThan(40)
  })

  it('targets and tenants have budgets of their own, and nothing stays', async () => {
    const { url, client } = await startRedis()
    const [one, other] = await Promise.all([open(url), open(url, { tenantId: 'other' })])
    await Promise.all([one.take(), other.take()])
    const keys = await client.keys('*')

    expect(keys).toHaveLength(4)
    expect(keys.join('\n')).not.toMatch(/auth\.example|default|other/)
    for (const key of keys) expect(await client.pttl(key)).toBeGreaterThan(0)
  })

  it('a rest that the target asks for is everybody’s, one of a single process is its own', async () => {
    const { url } = await startRedis()
    const [one, other] = await Promise.all([open(url), open(url)])
    one.pause(60_000)
    await other.take()
    expect(other.pausedMs()).toBe(0)
    other.pause(700, true)
    const third = await open(url)
    expect(await timeOf(() => third.take())).toBeGreaterThan(500)
  })

  it('another rate is refused while others send, and a changed one counts for all', async () => {
    const { url } = await startRedis()
    const [one, other] = await Promise.all([open(url), open(url)])
    await expect(open(url, {}, { limit: 50, windowMs: 1000 })).rejects.toMatchObject({
      reason: 'config',
      code: 'redis_rate_differs',
      message: expect.stringContaining('at 40/1s, this one was given 50/1s'),
    })
    one.setRate({ limit: 20, windowMs: 1000 })
    await sleep(50)
    await other.take()
    expect(other.rate).toEqual({ limit: 20, windowMs: 1000 })
  })

  it('after Redis has forgotten everything the window counts as full', async () => {
    const { url, client } = await startRedis()
    const pacer = await open(url)
    const departures = takeAll([pacer], 2800)
    await sleep(900)
    await client.flushall()
    const times = (await departures).flat()

    expect(fullestWindow(times, rate.windowMs)).toBeLessThanOrEqual(rate.limit)
    expect(times.length).toBeGreaterThan(40)
  })

  it('waits while Redis is away, and goes on when it is back', async () => {
    const redis = await startRedis()
    const outages: number[] = []
    const pacer = await open(redis.url, { onOutage: (delayMs) => outages.push(delayMs) })
    await pacer.take()
    await redis.stop()
    const turn = pacer.take()
    await sleep(700)
    expect(outages.length).toBeGreaterThan(0)
    expect(pacer.waiting).toBe(1)
    await redis.start()
    await turn
  })

  it('ends with a clear error when Redis stays away', async () => {
    const redis = await startRedis()
    const pacer = await open(redis.url, { maxOutageMs: 600 })
    await pacer.take()
    await redis.stop()
    await expect(pacer.take()).rejects.toMatchObject({ reason: 'target', code: 'redis_unavailable' })
  })

  it('a caller that gives up takes no slot', async () => {
    const { url } = await startRedis()
    const pacer = await open(url, {}, { limit: 1, windowMs: 700 })
    await pacer.take()
    const given = new AbortController()
    const turn = pacer.take(given.signal)
    given.abort(new Error('enough'))
    await expect(turn).rejects.toThrow('enough')
    expect(pacer.waiting).toBe(0)
  })

  it('a connection opened late counts from then on', async () => {
    const { url } = await startRedis()
    const pacer = await open(url, {}, { limit: 1, windowMs: 1000 })
    await pacer.take()
    const fromMs = effects.now()
    pacer.deferred(fromMs, fromMs + 600)
    expect(await timeOf(() => pacer.take())).toBeGreaterThan(1500)
  })

  it('a password is in no message', async () => {
    const { url } = await startRedis({ password: 'right-one' })
    const wrong = url.replace('right-one', 'wrong-one')
    for (const given of [wrong, url.replace(':right-one@', '')]) {
      const error: unknown = await open(given).catch((cause: unknown) => cause)
      expect(error).toMatchObject({ reason: 'config', code: 'redis_refused' })
      expect(JSON.stringify(error, Object.getOwnPropertyNames(error))).not.toMatch(/wrong-one|right-one/)
    }
    await (await open(url)).take()
  })
})

describe('an address that leads nowhere', () => {
  it.each(['http://127.0.0.1:6379', 'localhost:6379', '', 'redis://'])('%j is refused', (url) =>
    expect(open(url)).rejects.toMatchObject({ reason: 'config', code: 'redis_url_invalid' }),
  )
  it('nobody listens', () =>
    expect(open('redis://user:secret@127.0.0.1:1')).rejects.toMatchObject({
      reason: 'target',
      code: 'redis_unavailable',
      message: expect.not.stringContaining('secret'),
    }))
  it('no rate, no budget', () =>
    expect(
      createPacer({ rate: 'off', effects, shared: { url: 'redis://127.0.0.1:1', ...target } }),
    ).rejects.toMatchObject({
      code: 'redis_needs_rate',
    }))
})

const open = async (url: string, more: Partial<SharedPace> = {}, given = rate): Promise<AdjustablePacer> => {
  const pacer = await createPacer({ rate: given, effects, shared: { url, ...target, ...more } })
  onTestFinished(() => pacer.close?.())
  return pacer
}

/** Takes slots as fast as they come; the times at which each pacer's requests left. */
const takeAll = (pacers: AdjustablePacer[], forMs: number): Promise<number[][]> => {
  const endMs = effects.now() + forMs
  return Promise.all(
    pacers.map(async (pacer) => {
      const times: number[] = []
      const work = async (): Promise<void> => {
        while (effects.now() < endMs) {
          await pacer.take()
          times.push(effects.now())
        }
      }
      await Promise.all([work(), work(), work()])
      return times
    }),
  )
}

const stall = (forMs: number): void => {
  const endMs = effects.now() + forMs
  while (effects.now() < endMs) {
    // nothing else runs
  }
}

const fullestWindow = (departures: number[], windowMs: number): number => {
  const times = departures.toSorted((a, b) => a - b)
  let first = 0
  let fullest = 0
  for (const [index, time] of times.entries()) {
    while ((times[first] ?? time) <= time - windowMs) first += 1
    fullest = Math.max(fullest, index - first + 1)
  }
  return fullest
}

const timeOf = async (work: () => Promise<void>): Promise<number> => {
  const startMs = effects.now()
  await work()
  return effects.now() - startMs
}
