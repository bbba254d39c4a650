import type { RequestHealth } from '../../pace/concurrency/concurrency-rule.js'
import type { Outcome } from './classify-outcome.js'

/** What the end of an attempt says about the target, for the number of requests in flight. */
export const healthOf = ({ kind, reason }: Outcome): RequestHealth => {
  if (reason === 'overloaded' || reason === 'answer_timeout') return 'overloaded'
  return kind === 'transient' || kind === 'ambiguous' ? 'suffering' : 'healthy'
}
