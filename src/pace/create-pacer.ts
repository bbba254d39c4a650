import type { Effects } from '../effects/effects.js'
import type { AdjustablePacer } from './adjustable-pacer.js'
import type { Rate } from './rate.js'
import type { RedisPacerOptions } from './redis/redis-pacer.js'
import { createWindowPacer } from './window-pacer.js'

export interface CreatePacerOptions {
  rate: Rate | 'off'
  effects: Pick<Effects, 'now' | 'sleep'>
  /** Draws from one budget with all processes that name the same Redis, target and tenant. */
  shared?: SharedPace | undefined
  /**
   * Who spaces the requests up to 100/s; above that it is the schedule of the window pacer, and the window guard
   * holds in every case. `bottleneck` runs on real timers: with a clock of your own take `window`.
   * @default 'bottleneck'
   */
  scheduler?: 'bottleneck' | 'window'
}

export interface SharedPace extends Pick<RedisPacerOptions, 'maxOutageMs' | 'onOutage'> {
  /** `redis://` or `rediss://`. */
  url: string
  endpoint: string
  tenantId: string
}

/**
 * The pacer of a run. A shared one holds a connection until its `close`.
 *
 * @throws {MigrationError} `usage/redis_needs_rate`, and what `openRedisBudget` throws
 */
export const createPacer = async ({
  rate,
  effects,
  shared,
  scheduler = 'bottleneck',
}: CreatePacerOptions): Promise<AdjustablePacer> => {
  if (shared !== undefined) return openSharedPacer(rate, effects, shared)
  if (scheduler === 'window' || rate === 'off') return createWindowPacer({ rate, effects })
  const { createBottleneckPacer } = await import('./bottleneck-pacer.js')
  return createBottleneckPacer({ rate, effects })
}

const openSharedPacer = async (
  rate: Rate | 'off',
  effects: CreatePacerOptions['effects'],
  { url, endpoint, tenantId, ...outage }: SharedPace,
): Promise<AdjustablePacer> => {
  const { createNoRateError, createRedisPacer } = await import('./redis/redis-pacer.js')
  if (rate === 'off') throw createNoRateError()
  const { openRedisBudget } = await import('./redis/redis-budget.js')
  const budget = await openRedisBudget({ url, endpoint, tenantId, rate })
  return createRedisPacer({ budget, rate, effects, ...outage })
}
