/** At most so many requests in any window of this length. */
export interface ShownRate {
  limit: number
  windowMs: number
}

/** Why a run is as fast as it is, and no faster. */
export type PaceCause =
  /** The operator has paused it. */
  | { kind: 'held' }
  /** It stops: what is in flight is finished. */
  | { kind: 'stopping' }
  /** The target asked for a rest, or suffers. `reason` is an outcome reason or `retry_budget`. */
  | { kind: 'resting'; reason: string; untilMs: number }
  /** The target answers nothing useful; it is tried from time to time. */
  | { kind: 'outage'; sinceMs: number; untilMs: number }
  /** The operator has set a rate below the budget. */
  | { kind: 'lowered' }
  /** As many requests are in flight as are allowed, and answers take their time. */
  | { kind: 'latency' }
  /** Neither budget nor target: records come no faster from the input or go no faster to the disk. */
  | { kind: 'input' }
  /** The budget is used up. */
  | { kind: 'budget' }
  /** There is no budget. */
  | { kind: 'unlimited' }

/** How fast a run goes at a moment. */
export interface Pace {
  cause: PaceCause
  /** In force. */
  rate: ShownRate | 'off'
  /** Given by the operator at the start, never exceeded. */
  budget: ShownRate | 'off'
  /** That left within the last window of the budget, 10 s without one. */
  requests: number
  windowMs: number
  /** Users being driven. */
  inFlight: number
  /** Of late; undefined before the first answer. */
  latencyMs: number | undefined
}

/** What is shown of a run at a moment. */
export interface Progress {
  /** Records that have passed: settled now or earlier. */
  done: number
  /** Records of the input; undefined while nobody knows. */
  total: number | undefined
  created: number
  /** Were there and have the content of the record now. */
  updated: number
  /** As in the export before; cost no request. */
  unchanged: number
  existing: number
  rejected: number
  failed: number
  /** Users that are there and have steps or memberships to come. */
  waiting: number
  /** Users a second lately. */
  perSecond: number
  /** Nothing more will come: no time left is shown, the rate is the mean of the session. */
  isOver: boolean
  /** Undefined while it cannot be told. */
  secondsLeft: number | undefined
  pace: Pace
}
