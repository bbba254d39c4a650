/**
 * Whether a list ends with this page. A vendor with a lower limit than the one that was asked for gives full pages of
 * its own, and its limit is a round number: a short page of a round number of rows proves nothing, and one more is asked.
 */
export const isLastPage = (received: number, asked: number): boolean =>
  received === 0 || (received < asked && received % roundTo !== 0)

const roundTo = 5
