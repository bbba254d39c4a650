import type { Rate } from '../rate.js'

/** The right to send one request, from a moment on. */
export interface BudgetSlot {
  id: string
  /** From when on, in milliseconds after the moment at which the budget was asked. */
  inMs: number
}

export interface Reservation {
  /** The rate in force; another process may have changed it. */
  rate: Rate
  slots: BudgetSlot[]
  /** Changes when the budget has forgotten the past. */
  epoch: string
  /** When fewer slots came than were asked for: how long until there is another one. Else 0. */
  waitMs: number
}

/**
 * One budget that several processes draw from. Its clock alone counts. Every call may fail while the budget
 * cannot be reached; then nothing was granted that may be used.
 */
export interface SharedBudget {
  /**
   * @param count slots wanted; 0 only asks for the rate
   * @param epoch of the slots that this process has used within the last window, undefined when there are none: a
   *   budget that has forgotten them counts the window as full
   */
  reserve(count: number, epoch: string | undefined): Promise<Reservation>
  /** Requests that left so much later than their slots. */
  move(moves: readonly { id: string; byMs: number }[]): Promise<void>
  /** Slots that were not used. */
  release(ids: readonly string[]): Promise<void>
  /** Nobody gets a slot for so long. */
  pause(delayMs: number): Promise<void>
  /** For everybody. */
  setRate(rate: Rate): Promise<void>
  close(): void
}
