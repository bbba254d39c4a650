export interface RetryBudgetOptions {
  /** Retries allowed for each request, in the long run. @default 0.2 */
  ratio?: number
  /** Retries allowed before the ratio counts. @default 50 */
  allowance?: number
}

/** Keeps retries a small share of the requests. Spent, it does not fail anything: the run pauses instead. */
export interface RetryBudget {
  onRequest(): void
  /** False when the retry is beyond the budget. */
  spend(): boolean
}

export const createRetryBudget = ({ ratio = 0.2, allowance = 50 }: RetryBudgetOptions = {}): RetryBudget => {
  let left = allowance
  return {
    onRequest: () => {
      left = Math.min(allowance, left + ratio)
    },
    spend: () => {
      if (left < 1) {
        return false
      }
      left -= 1
      return true
    },
  }
}
