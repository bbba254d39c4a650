import type { Problem } from '../../outcome/problem.js'

/** Reading cannot go on in this file: what came before is good and has been handed over, the rest is lost. */
export class InputDamage extends Error {
  override readonly name = 'InputDamage'
  readonly problem: Problem

  constructor(problem: Problem, cause?: unknown) {
    super(problem.message, { cause })
    this.problem = problem
  }
}
