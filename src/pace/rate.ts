/** How many requests may arrive at the target in any window of this length. */
export interface Rate {
  limit: number
  windowMs: number
}
