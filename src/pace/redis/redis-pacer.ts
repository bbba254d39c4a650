import type { Effects } from '../../effects/effects.js'
import { MigrationError } from '../../outcome/migration-error.js'
import type { AdjustablePacer } from '../adjustable-pacer.js'
import { createArrivalWatch } from '../arrival-watch.js'
import type { Rate } from '../rate.js'
import type { BudgetSlot, SharedBudget } from './shared-budget.js'
import { guardedSpanMsOf, marginMsOf } from '../sliding-window.js'
import { createWaitingLine } from '../waiting-line.js'

export interface RedisPacerOptions {
  budget: SharedBudget
  rate: Rate
  effects: Pick<Effects, 'now' | 'sleep'>
  /** How long the budget may be out of reach before the run ends. @default 120000; Infinity waits for ever */
  maxOutageMs?: number | undefined
  /** The budget is out of reach; asked again after so long. */
  onOutage?: ((delayMs: number) => void) | undefined
}

/** How much later than its slot a request may leave without the budget being told. */
export const lateToleranceMsOf = (rate: Rate): number => marginMsOf(rate.windowMs) / 4

/** The longest sleep at once, so that a pause is noticed. */
const maxSleepMs = 250
/** At most so many slots are asked for at once. */
const maxBatch = 100
const outageDelayMs = 500
/** Departures that a connection opened late may still concern. */
const rememberedDepartures = 1024

/**
 * Paces by a budget that several processes share. A slot is used at its time or, after a stall, somewhat later,
 * and then the budget is told; it keeps the count exact as long as it is told within a window. Without the budget
 * nothing leaves.
 *
 * `take` rejects with MigrationError `target/redis_unavailable` when the budget stays out of reach.
 */
export const createRedisPacer = (options: RedisPacerOptions): AdjustablePacer => {
  const { budget, effects, maxOutageMs = 120_000, onOutage } = options
  const line = createWaitingLine()
  let rate = options.rate
  let pausedUntilMs = -Infinity
  let lastDepartureMs = -Infinity
  let epoch: string | undefined
  let outageSinceMs: number | undefined
  let isPumping = false
  let isClosed = false
  const departures: { id: string; atMs: number }[] = []
  /** Not yet told. */
  let moves: { id: string; byMs: number }[] = []

  const pump = async (): Promise<void> => {
    isPumping = true
    try {
      while (line.length > 0 && !isClosed) {
        const pauseMs = pausedUntilMs - effects.now()
        if (pauseMs > 0) await effects.sleep(Math.min(maxSleepMs, Math.ceil(pauseMs)))
        else await admitSome()
      }
    } catch (error) {
      line.rejectAll(error)
    } finally {
      isPumping = false
    }
  }

  const admitSome = async (): Promise<void> => {
    const askedAtMs = effects.now()
    const answer = await reserve().catch(onFailure)
    if (answer === undefined) return
    outageSinceMs = undefined
    rate = answer.rate
    epoch = answer.epoch
    // The budget was asked somewhere between: counted from the answer no slot is used early, counted from the
    // question none is thought to be used earlier than it was.
    const delayMs = effects.now() - askedAtMs
    const unused = await useSlots(answer.slots, askedAtMs, delayMs)
    if (unused.length > 0) await budget.release(unused.map(({ id }) => id)).catch(() => undefined)
    if (answer.waitMs > 0) {
      const untilMs = askedAtMs + delayMs + answer.waitMs - aheadMsOf(rate)
      await effects.sleep(Math.max(1, Math.min(maxSleepMs, Math.ceil(untilMs - effects.now()))))
    }
  }

  const reserve = async () => {
    await tellMoves()
    const isRecent = effects.now() - lastDepartureMs < guardedSpanMsOf(rate) * 1.5
    return budget.reserve(Math.min(line.length, batchOf(rate)), isRecent ? epoch : undefined)
  }

  /** @returns slots left over: the run was paused, stalled, or nobody waits any more */
  const useSlots = async (slots: BudgetSlot[], askedAtMs: number, delayMs: number): Promise<BudgetSlot[]> => {
    for (const [index, { id, inMs }] of slots.entries()) {
      const slotMs = askedAtMs + inMs
      await sleepUntil(slotMs + delayMs)
      const nowMs = effects.now()
      const lateMs = nowMs - slotMs
      const isUsable = pausedUntilMs <= nowMs && lateMs < rate.windowMs / 4
      if (!isUsable || isClosed || !line.admitFirst()) return slots.slice(index)
      lastDepartureMs = nowMs
      departures.push({ id, atMs: nowMs })
      if (departures.length > rememberedDepartures) departures.shift()
      if (lateMs > lateToleranceMsOf(rate)) move(id, lateMs)
    }
    return []
  }

  const sleepUntil = async (atMs: number): Promise<void> => {
    for (let waitMs = atMs - effects.now(); waitMs > 0; waitMs = atMs - effects.now()) {
      await effects.sleep(Math.min(maxSleepMs, Math.ceil(waitMs)))
    }
  }

  const move = (id: string, byMs: number): void => {
    moves.push({ id, byMs })
    // What fails now is told before the next slot is asked for.
    void tellMoves().catch(() => undefined)
  }

  const tellMoves = async (): Promise<void> => {
    if (moves.length === 0) return
    const told = moves
    moves = []
    try {
      await budget.move(told)
    } catch (error) {
      moves = [...told, ...moves]
      throw error
    }
  }

  const onFailure = async (error: unknown): Promise<undefined> => {
    const nowMs = effects.now()
    outageSinceMs ??= nowMs
    if (nowMs - outageSinceMs >= maxOutageMs) throw createOutageError(nowMs - outageSinceMs, error)
    onOutage?.(outageDelayMs)
    await effects.sleep(outageDelayMs)
  }

  const defer = (fromMs: number, toMs: number): void => {
    const departure = departures.findLast(({ atMs }) => atMs <= fromMs)
    if (departure === undefined || toMs <= departure.atMs) return
    move(departure.id, toMs - departure.atMs)
    departure.atMs = toMs
  }
  const watch = createArrivalWatch({ now: effects.now, rate: () => rate, onLate: defer })

  return {
    get rate() {
      return rate
    },
    get waiting() {
      return line.length
    },
    take: (signal) => {
      watch.look()
      const turn = line.join(signal)
      if (!isPumping) void pump()
      return turn
    },
    sent: watch.sent,
    pause: (delayMs, isForAll = false) => {
      pausedUntilMs = Math.max(pausedUntilMs, effects.now() + delayMs)
      if (isForAll) void budget.pause(delayMs).catch(() => undefined)
    },
    pausedMs: () =>
      Math.max(0, pausedUntilMs - effects.now(), outageSinceMs === undefined ? 0 : outageDelayMs),
    setRate: (next) => {
      if (next === 'off') throw createNoRateError()
      rate = next
      // In vain while Redis is away: then the rate before stays in force for everybody.
      void budget.setRate(next).catch(() => undefined)
    },
    deferred: defer,
    close: () => {
      isClosed = true
      return tellMoves()
        .catch(() => undefined)
        .then(() => budget.close())
    },
  }
}

/** How long before it is due a slot is asked for, at the latest. */
const aheadMsOf = ({ windowMs }: Rate): number => Math.min(125, windowMs / 8)

const batchOf = (rate: Rate): number =>
  Math.max(1, Math.min(maxBatch, Math.floor((rate.limit * aheadMsOf(rate)) / rate.windowMs)))

const createOutageError = (outageMs: number, error: unknown): MigrationError =>
  new MigrationError(
    'target',
    'redis_unavailable',
    `Redis, which holds the common budget, could not be used for ${Math.round(outageMs / 1000)} s (${error instanceof Error ? error.message : 'unknown reason'}): nothing is sent without it. Resume the run when it is back`,
  )

/** Nothing to share without a limit. */
export const createNoRateError = (): MigrationError =>
  new MigrationError(
    'usage',
    'redis_needs_rate',
    '--redis shares a budget, and --rate off has none: give a rate, or leave --redis out',
  )
