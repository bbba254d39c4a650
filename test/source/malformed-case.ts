import type { InputOptions } from '../../src/source/input/input-options.js'
import type { Outcome } from './read-all.js'

/** A broken input, and what of it is read and what is rejected, with the line of each. */
export interface MalformedCase {
  input: string
  options?: Partial<InputOptions>
  expected: Outcome[]
}
