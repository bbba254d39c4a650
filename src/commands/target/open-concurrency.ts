import type { Settings } from '../../config/settings.js'
import { type Concurrency, createConcurrency, mostByItself } from '../../pace/concurrency/concurrency.js'
import { parseRate } from '../../pace/parse-rate.js'
import type { CommandContext } from '../context.js'

/** The requests in flight that the settings ask for; warns where a Logto as it comes would not bear them. */
export const openConcurrency = (
  { rate, concurrency }: Pick<Settings, 'rate' | 'concurrency'>,
  { effects, stderr }: Pick<CommandContext, 'effects' | 'stderr'>,
): Concurrency => {
  const fixed = concurrency === 'auto' ? undefined : concurrency
  if (fixed !== undefined && fixed > mostByItself) {
    stderr(
      `Warning: --concurrency ${fixed}: the database pool of a Logto as it comes has 20 connections, and a create takes two. At 64 in flight it stops answering; ${mostByItself} is the most that auto uses\n`,
    )
  }
  return createConcurrency({
    rate: parseRate(rate),
    now: effects.now,
    auto: fixed === undefined,
    initial: fixed,
  })
}
