import type { Settings } from '../../config/settings.js'
import { MigrationError } from '../../outcome/migration-error.js'
import { describeShape } from '../../plan/describe-shape.js'
import type { CanaryPicker } from '../../plan/pick-canaries.js'
import { Census, type CensusReport } from '../../report/census/census.js'
import { estimateSeconds } from '../estimate-seconds.js'
import { openPipeline } from '../input/open-pipeline.js'
import { confirmUnmarked } from './confirm-unmarked.js'
import type { JobContext } from '../job-context.js'
import { emitInputNotes } from '../tell-source.js'

export interface CountOptions {
  /** Gets every planned record, to choose the canary. */
  picker: CanaryPicker | undefined
  keepSummary: (report: CensusReport) => Promise<void>
  /** Whether other shards draw on the same budget. */
  isShared: boolean
  /** The operator has said yes in advance (--yes): one page of a list will do, and users without any mark. */
  isConfirmed: boolean
}

/** Reads everything once before the first request, so that progress has an end and trouble is known. */
export const countRecords = async (
  settings: Settings,
  files: string[],
  context: JobContext,
  { picker, keepSummary, isShared, isConfirmed }: CountOptions,
): Promise<number> => {
  const census = new Census()
  const { records, notes } = await openPipeline(settings, files, context)
  for await (const batch of records) {
    context.stop.throwIfAborted()
    for (const record of batch) {
      census.add(record)
      if (record.kind === 'planned') picker?.add(record.ordinal, describeShape(record.plan))
    }
  }
  const report = census.report()
  emitInputNotes(notes, context)
  if (notes.isPartial && !isConfirmed) throw partial()
  const { rate, shard } = settings
  const seconds = estimateSeconds(report, rate)
  context.emit({
    type: 'note',
    code: 'input_counted',
    records: report.records,
    valid: report.valid,
    rejected: report.rejected,
    requests: report.requests.total,
    rate,
    ...(seconds !== undefined && { seconds }),
    sharers: isShared ? (shard?.count ?? 1) : 1,
  })
  confirmUnmarked(report.warnings['unmarked_user'], isConfirmed)
  await keepSummary(report)
  return report.records
}

const partial = (): MigrationError =>
  new MigrationError(
    'usage',
    'input_partial',
    'the input says of itself that it is one page of a longer list: fetch the other pages and give all of them, or confirm with --yes that this one is meant',
  )
