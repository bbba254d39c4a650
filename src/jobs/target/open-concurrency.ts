import type { Settings } from '../../config/settings.js'
import { type Concurrency, createConcurrency, mostByItself } from '../../pace/concurrency/concurrency.js'
import { parseRate } from '../../pace/parse-rate.js'
import type { JobContext } from '../job-context.js'

/** The requests in flight that the settings ask for; warns where a Logto as it comes would not bear them. */
export const openConcurrency = (
  { rate, concurrency }: Pick<Settings, 'rate' | 'concurrency'>,
  { effects, emit }: Pick<JobContext, 'effects' | 'emit'>,
): Concurrency => {
  const fixed = concurrency === 'auto' ? undefined : concurrency
  if (fixed !== undefined && fixed > mostByItself) {
    emit({ type: 'note', code: 'concurrency_high', concurrency: fixed, most: mostByItself })
  }
  return createConcurrency({
    rate: parseRate(rate),
    now: effects.now,
    auto: fixed === undefined,
    initial: fixed,
  })
}
