import type { Pacer } from './pacer.js'
import type { Rate } from './rate.js'

/** A pacer as the pacing stage hands it out: its rate can be changed while a run goes on. */
export interface AdjustablePacer extends Pacer {
  /** The rate in force. */
  readonly rate: Rate | 'off'
  /** Takes effect at once, also for those already waiting. */
  setRate(rate: Rate | 'off'): void
  /** How many wait for a slot. */
  readonly waiting: number
  /** Milliseconds for which nothing will leave because of `pause`; 0 when not paused. */
  pausedMs(): number
  /**
   * A request that took its slot at `fromMs` reached the wire only at `toMs`, because a connection was opened
   * for it. Both on the clock of the effects.
   */
  deferred(fromMs: number, toMs: number): void
  /** Gives up what the pacer holds open, where it does. */
  close?(): Promise<void>
}
