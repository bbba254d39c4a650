import type { Effects } from '../effects/effects.js'
import type { AdjustablePacer } from './adjustable-pacer.js'
import type { Rate } from './rate.js'
import { createWindowPacer } from './window-pacer.js'

/** Above this many requests a second Bottleneck's own cost would be the limit. */
const maxBottleneckPerSecond = 100

export interface CreatePacerOptions {
  rate: Rate | 'off'
  effects: Pick<Effects, 'now' | 'sleep'>
  /**
   * Who spaces the requests. The window guard holds in both cases. `bottleneck` is taken for rates up to
   * 100/s, above that the schedule of the window pacer.
   * @default 'window'
   */
  scheduler?: 'window' | 'bottleneck'
}

/** The pacer of a run. */
export const createPacer = async ({
  rate,
  effects,
  scheduler = 'window',
}: CreatePacerOptions): Promise<AdjustablePacer> => {
  if (scheduler === 'bottleneck' && rate !== 'off' && requestsPerSecond(rate) <= maxBottleneckPerSecond) {
    const { createBottleneckPacer } = await import('./bottleneck-pacer.js')
    return createBottleneckPacer({ rate, effects })
  }
  return createWindowPacer({ rate, effects })
}

/** The mean rate that a limit allows. */
export const requestsPerSecond = (rate: Rate): number => (rate.limit * 1000) / rate.windowMs
