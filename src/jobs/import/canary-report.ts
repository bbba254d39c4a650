import type { CanaryProblem } from './canary-check.js'

/** What the canary of a run came to. */
export interface CanaryReport {
  users: number
  /** Different kinds of users in the input, and how many of them the canary has. */
  shapes: number
  coveredShapes: number
  /** In the target before the run, left as they are, not compared. */
  existing: number
  problems: CanaryProblem[]
  isVerified: boolean
}
