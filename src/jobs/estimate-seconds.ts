import { parseRate } from '../pace/parse-rate.js'
import type { CensusReport } from '../report/census/census.js'

/** How long the requests take at a rate; undefined for `off`. */
export const estimateSeconds = ({ requests }: CensusReport, rateText: string): number | undefined => {
  const rate = parseRate(rateText)
  return rate === 'off' ? undefined : (requests.total * rate.windowMs) / rate.limit / 1000
}
