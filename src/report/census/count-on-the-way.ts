import type { PlannedRecord } from '../../plan/record-planner.js'
import { Census, type CensusReport } from './census.js'

/**
 * Hands records on as they come and takes a census of them, for an input that is not counted beforehand.
 *
 * @param onEnd called when the last record has been taken; never when the reader stops before that
 */
export async function* countOnTheWay(
  records: AsyncIterable<PlannedRecord[]>,
  onEnd: (report: CensusReport) => Promise<void>,
): AsyncGenerator<PlannedRecord[]> {
  const census = new Census()
  for await (const batch of records) {
    for (const record of batch) census.add(record)
    yield batch
  }
  await onEnd(census.report())
}
