/** How many requests may arrive at the target in any window of this length. */
export interface Rate {
  limit: number
  windowMs: number
}

/** The mean rate that a limit allows. */
export const requestsPerSecond = (rate: Rate): number => (rate.limit * 1000) / rate.windowMs
