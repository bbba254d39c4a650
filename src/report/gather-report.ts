import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import type { RunFolder } from '../checkpoint/run-folder.js'
import { type InputSummary, readInputSummary, readJsonFile } from './run-files/input-summary.js'
import { maskMessage } from './mask-personal-data.js'
import { readJsonLines } from './run-files/read-json-lines.js'
import { readPauses } from './run-files/read-pauses.js'
import { countReportRecords, meaningOf } from './report-records.js'
import { type ReportData, reportDataSchema, type ReportReason, reportFormat } from './report-schema.js'
import { summariseRun } from './run-summary.js'
import { gatherWithoutPassword } from './without-password.js'
import { rateKinds, type RunTally, tallyRun } from './run-tally.js'

export interface GatherOptions {
  run: RunFolder
  /** Whether messages stay as they are; else what they quote is masked. */
  showPersonalData: boolean
  toolVersion: string
  nowMs: number
}

/** A report without its records, and what is needed to read those. */
export interface GatheredReport {
  data: ReportData
  tally: RunTally
}

/** Reads everything that the run folder holds, in memory that does not grow with the number of records. */
export const gatherReport = async (options: GatherOptions): Promise<GatheredReport> => {
  const { run, showPersonalData, toolVersion, nowMs } = options
  const tally = await tallyRun(run)
  const { state, clock } = tally
  const summary = summariseRun(state)
  const startedAt = state.header?.at ?? new Date(nowMs).toISOString()
  tally.rate.extendTo(clock.workedMs)
  const { bucketSeconds } = tally.rate
  const pauses = await readPauses(run.log, { id: state.header?.run ?? '', startedAt, clock, bucketSeconds })
  // A folder can hold files of the run before, or of the pass before.
  const startedAtMs = Date.parse(startedAt)
  const input = notBefore(startedAtMs + tally.passAtMs, await readInputSummary(run))
  const signIns = notBefore(startedAtMs, await readSignIns(run))
  const { vanished: _vanished, failedUnits: _units, keptPasswords: _kept, ...outcomes } = state.counts
  const data: ReportData = {
    format: reportFormat,
    at: new Date(nowMs).toISOString(),
    tool: toolVersion,
    hasPersonalData: showPersonalData,
    run: {
      folder: run.folder,
      id: state.header?.run ?? '',
      tool: state.header?.tool ?? '',
      source: summary.source,
      files: state.input.map(({ path }) => (path === '-' ? 'standard input' : path)),
      endpoint: summary.target,
      tenantId: state.header?.target.tenantId ?? '',
      startedAt,
      status: statusOf(tally),
      seconds: summary.seconds,
      workSeconds: clock.workedMs / 1000,
      shard: summary.shard,
      pass: state.pass,
    },
    counts: { ...state.counts },
    records: Object.values(outcomes).reduce((sum, count) => sum + count, 0),
    unknown: summary.unknown,
    unfinished: summary.unfinished,
    problems: countReportRecords(tally),
    reasons: listReasons(tally),
    sessions: clock.sessions.map(({ atMs, workAtMs, durationMs, end }) => ({
      at: new Date(Date.parse(startedAt) + atMs).toISOString(),
      atWorkSeconds: workAtMs / 1000,
      seconds: durationMs / 1000,
      end,
    })),
    rate: {
      bucketSeconds,
      buckets: tally.rate.buckets.map((counts, index) => ({
        arrived: counts[rateKinds.arrived] ?? 0,
        existing: counts[rateKinds.existing] ?? 0,
        failed: counts[rateKinds.failed] ?? 0,
        pausedSeconds: (pauses.pausedMs[index] ?? 0) / 1000,
      })),
    },
    pauses: pauses.reasons,
    latency: tally.latency.report(),
    input: input === null ? null : describeInput(input, showPersonalData),
    invitations: summary.invitations ?? null,
    signIns,
    withoutPassword: await gatherWithoutPassword(run, input, signIns !== null, nowMs),
    differences: notBefore(startedAtMs, await countDifferences(run)),
  }
  return { data, tally }
}

const notBefore = <File extends { at: string }>(atMs: number, file: File | undefined): File | null =>
  file !== undefined && Date.parse(file.at) >= atMs ? file : null

const statusOf = ({ clock }: RunTally): ReportData['run']['status'] => {
  const end = clock.sessions.at(-1)?.end
  return end === undefined || end === 'killed' ? 'open' : end
}

const listReasons = (tally: RunTally): ReportReason[] => {
  const { state } = tally
  const failed = countValues(state.failed.values())
  const units = countValues([...state.open.values()].flatMap((record) => [...record.failed.values()]))
  const kinds: [ReportReason['outcome'], ReadonlyMap<string, number>][] = [
    ['rejected', tally.rejectedCodes],
    ['failed', failed],
    ['unit', units],
    ['existing', tally.existingCodes],
    ['skipped', tally.skippedCodes],
  ]
  return kinds.flatMap(([outcome, codes]) =>
    [...codes]
      .sort(([, a], [, b]) => b - a)
      .map(([code, count]) => ({ outcome, code, count, meaning: meaningOf(code) })),
  )
}

const countValues = (values: Iterable<string>): Map<string, number> => {
  const counts = new Map<string, number>()
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1)
  return counts
}

const describeInput = (summary: InputSummary, showPersonalData: boolean): ReportData['input'] => {
  const { records, valid, rejected, skipped, passwords, oldPasswords, losses, warnings, keptOut, requests } =
    summary
  const list = (tallies: InputSummary['losses']) =>
    Object.entries(tallies)
      .sort(([, a], [, b]) => b.count - a.count)
      .map(([code, { count, examples }]) => {
        const [first] = examples
        const text = first === undefined ? undefined : `${first.file}:${first.line}  ${first.message}`
        return { code, count, example: text === undefined || showPersonalData ? text : maskMessage(text) }
      })
  return {
    records,
    valid,
    rejected,
    skipped,
    passwords,
    ...(oldPasswords && { oldPasswords }),
    losses: list(losses),
    changes: list(warnings),
    keptOut: keptOut ?? {},
    requests,
  }
}

/** Wider than what the report shows: the file may say more. */
const signInsFile = z.object(reportDataSchema.shape.signIns.unwrap().shape)
const signInPoint = z.object({ at: z.string(), succeeded: z.int(), failed: z.int() })

const readSignIns = ({ folder }: RunFolder) =>
  readJsonFile(join(folder, 'sign-ins.json'), signInsFile.extend({ overTime: z.array(signInPoint) }))

const countDifferences = async ({
  folder,
}: RunFolder): Promise<NonNullable<ReportData['differences']> | undefined> => {
  const path = join(folder, 'differences.ndjson')
  const fields: Record<string, number> = {}
  let users = 0
  let missing = 0
  for await (const { isMissing, differences } of readJsonLines(path)) {
    users += 1
    if (isMissing === true) missing += 1
    for (const field of topFields(differences)) fields[field] = (fields[field] ?? 0) + 1
  }
  if (users === 0) return undefined
  return { at: (await stat(path)).mtime.toISOString(), users, missing, fields }
}

/** `profile` for `profile.givenName`, each once: below that, field names can be anything. */
const topFields = (differences: unknown): Set<string> => {
  const fields = new Set<string>()
  if (!Array.isArray(differences)) return fields
  for (const item of differences) {
    if (typeof item !== 'object' || item === null || !('field' in item)) continue
    if (typeof item.field === 'string') fields.add(item.field.split('.')[0] ?? item.field)
  }
  return fields
}
