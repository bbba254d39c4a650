import type { InputFile } from '../../checkpoint/entry.js'
import type { Settings } from '../../config/settings.js'
import { MigrationError } from '../../outcome/migration-error.js'
import { describeShape } from '../../plan/describe-shape.js'
import type { CanaryPicker } from '../../plan/pick-canaries.js'
import { Census, type CensusReport } from '../../report/census/census.js'
import { formatCount, formatDuration } from '../../report/format.js'
import { InputWatch } from '../../source/bytes/input-watch.js'
import { fingerprintInput } from '../../source/input/fingerprint-input.js'
import { liveInput } from '../../source/input/live-records.js'
import { estimateSeconds } from '../check/check.js'
import type { CommandContext } from '../context.js'
import { openPipeline } from './open-pipeline.js'
import { openSource } from './open-source.js'
import { describeLookalike, type SettledSource } from './settle-source.js'
import { describeNotes } from '../terminal/tell-notes.js'

/** A live source has no fingerprint: its records are marked in the checkpoint on the way. */
export const fingerprintFiles = async (
  files: string[],
  signal?: AbortSignal,
): Promise<{ input: InputFile[]; watch: InputWatch | undefined }> => {
  if (files[0] === liveInput) {
    return { input: [{ path: liveInput, size: null, sha256: null }], watch: undefined }
  }
  const fingerprints = await fingerprintInput(files, signal)
  return {
    input: fingerprints.map(({ path, size, sha256 }) => ({
      path,
      size: size ?? null,
      sha256: sha256 ?? null,
    })),
    watch: new InputWatch(
      fingerprints.flatMap(({ path, stamp, sha256 }) =>
        stamp === undefined || sha256 === undefined ? [] : [{ path, stamp, sha256 }],
      ),
    ),
  }
}

/** The checkpoint names the preset; it is settled before anything is written. */
export const findSource = async (
  settings: Settings,
  files: string[],
  context: CommandContext,
): Promise<SettledSource> => {
  const source = await openSource(settings, files, context)
  await source.rest.return(undefined)
  return source
}

/**
 * Whoever names a preset that the content contradicts has to say so twice: users read by the wrong one look like
 * success.
 *
 * @throws MigrationError `source_contradicted`
 */
export const confirmSource = (source: SettledSource, isConfirmed: boolean): void => {
  const { preset, lookalike } = source
  if (lookalike === undefined || isConfirmed) return
  throw new MigrationError(
    'usage',
    'source_contradicted',
    `${describeLookalike(preset, lookalike)}; --yes imports it as ${preset.title} all the same`,
  )
}

export interface CountOptions {
  /** Gets every planned record, to choose the canary. */
  picker: CanaryPicker | undefined
  keepSummary: (report: CensusReport) => Promise<void>
  /** Whether other shards draw on the same budget. */
  isShared: boolean
  /** The operator has said that one page of a list will do (--yes). */
  isPartWanted: boolean
}

/** Reads everything once before the first request, so that progress has an end and trouble is known. */
export const countRecords = async (
  settings: Settings,
  files: string[],
  context: CommandContext,
  { picker, keepSummary, isShared, isPartWanted }: CountOptions,
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
  await keepSummary(report)
  context.stderr(describeNotes(notes))
  if (notes.isPartial && !isPartWanted) throw partial()
  context.stderr(describeCensus(report, settings, isShared ? (settings.shard?.count ?? 1) : 1))
  return report.records
}

const partial = (): MigrationError =>
  new MigrationError(
    'usage',
    'input_partial',
    'the input says of itself that it is one page of a longer list: fetch the other pages and give all of them, or confirm with --yes that this one is meant',
  )

/** @param sharers shards that share the budget get a part of it each */
const describeCensus = (report: CensusReport, { rate }: Settings, sharers: number): string => {
  const { records, valid, rejected, requests } = report
  const aloneSeconds = estimateSeconds(report, rate)
  const time =
    aloneSeconds === undefined
      ? ''
      : `, about ${formatDuration(aloneSeconds * sharers)} at ${rate}${sharers === 1 ? '' : ` shared by ${sharers}`}`
  return (
    `${formatCount(records)} records: ${formatCount(valid)} valid, ${formatCount(rejected)} rejected, ` +
    `${formatCount(requests.total)} requests${time}\n`
  )
}
