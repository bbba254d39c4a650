/** Keeps requests apart in time; how many a window holds is not its business. */
export interface Spacer {
  /**
   * Resolves when one may leave, at least the spacing after the turn before. False when `restart` came first: ask
   * again. One turn is asked for at a time.
   */
  next(): Promise<boolean>
  /** Counts from the turn after the next. */
  setSpacing(spacingMs: number): void
  /** Forgets the last turn and gives up the one that is waited for, and with it every timer. */
  restart(spacingMs: number): void
}
