import type { ProblemCode } from './problem-codes.js'

/**
 * What is wrong with one record. A bad record is a value, never an exception: it is reported with its place
 * and the run goes on. `message` holds no secret and no hash; it may quote an identifier.
 */
export interface Problem {
  code: ProblemCode
  /** Path of the field inside the record, as the operator wrote it: `primaryEmail`, `organizations[0].name`. */
  field?: string
  /** One sentence: what was expected, what was found, what to do. */
  message: string
}
