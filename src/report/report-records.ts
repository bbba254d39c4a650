import { OrdinalSet } from '../checkpoint/ordinal-set.js'
import { readEntries } from '../checkpoint/read-checkpoint.js'
import type { RunFolder } from '../checkpoint/run-folder.js'
import { problemCodes } from '../outcome/problem-codes.js'
import type { JsonObject } from '../source/source-record.js'
import { maskKey, maskMessage, maskRecord } from './mask-personal-data.js'
import { readJsonLines } from './run-files/read-json-lines.js'
import type { ReportRecord } from './report-schema.js'
import type { RunTally } from './run-tally.js'

/** How many entries `readReportRecords` yields at most: one for each record and kind of trouble. */
export const countReportRecords = ({ state, rejected }: RunTally): number =>
  rejected.size + state.failed.size + [...state.open.values()].filter(({ failed }) => failed.size > 0).length

/**
 * Every record that did not go in as planned, once, as it is: with personal data. Those of rejected.ndjson come
 * first, in its order; then those that the checkpoint alone knows.
 */
export async function* readReportRecords(run: RunFolder, tally: RunTally): AsyncGenerator<ReportRecord> {
  const { state, rejected } = tally
  const told = new OrdinalSet()
  for await (const line of readJsonLines(run.rejectedNdjson)) {
    const entry = readRejection(line)
    if (entry === undefined || told.has(entry.ordinal)) continue
    const failure = state.failed.get(entry.ordinal)
    // What was rejected or refused once and went in later is no news.
    if (failure === undefined && !rejected.has(entry.ordinal)) continue
    told.add(entry.ordinal)
    yield failure === undefined ? entry : { ...entry, outcome: 'failed', codes: [failure] }
  }
  if (told.size < countReportRecords(tally)) yield* readUntold(run, tally, told)
}

const readRejection = (line: Record<string, unknown>): ReportRecord | undefined => {
  const { ordinal, file, line: number, sourceKey, codes, messages, record, raw } = line
  if (typeof ordinal !== 'number' || !Number.isSafeInteger(ordinal) || ordinal < 1) return undefined
  return {
    ordinal,
    place: typeof file === 'string' ? `${file}:${typeof number === 'number' ? number : '?'}` : null,
    sourceKey: typeof sourceKey === 'string' ? sourceKey : null,
    logtoId: null,
    outcome: 'rejected',
    codes: readTexts(codes),
    message: readTexts(messages).join(' '),
    record: record ?? raw ?? null,
  }
}

const readTexts = (value: unknown): string[] =>
  Array.isArray(value) ? value.filter((item) => typeof item === 'string') : []

/** What rejected.ndjson does not hold: refused steps and memberships, and lines that a crash has cost. */
async function* readUntold(run: RunFolder, tally: RunTally, told: OrdinalSet): AsyncGenerator<ReportRecord> {
  const { state, rejected } = tally
  let pass = 1
  for await (const entries of readEntries(run.checkpoint)) {
    for (const entry of entries) {
      if (entry.t === 'delta') pass += 1
      if (pass < state.pass || !('n' in entry) || typeof entry.n !== 'number') continue
      const { n } = entry
      if (told.has(n)) continue
      if (entry.t === 'rejected' && rejected.has(n)) {
        told.add(n)
        yield {
          ...untold(n, entry.key),
          outcome: 'rejected',
          codes: entry.codes,
          message: explain(entry.codes),
        }
      } else if (entry.t === 'begin') {
        const code = state.failed.get(n)
        const units = state.open.get(n)
        if (code !== undefined) {
          told.add(n)
          const message = `Logto refused the user for good: ${code}.`
          yield { ...untold(n, entry.key), outcome: 'failed', codes: [code], message }
        } else if (units !== undefined && units.failed.size > 0) {
          told.add(n)
          yield { ...untold(n, entry.key), ...describeUnits(units) }
        }
      }
    }
  }
}

const untold = (ordinal: number, key: string | undefined) => ({
  ordinal,
  place: null,
  sourceKey: key ?? null,
  logtoId: null,
  record: null,
})

const explain = (codes: string[]): string =>
  codes
    .map((code) => meaningOf(code))
    .filter((text) => text !== undefined)
    .join(' ')

/** What a problem code means; undefined for codes of Logto. */
export const meaningOf = (code: string): string | undefined =>
  Object.entries(problemCodes).find(([name]) => name === code)?.[1]

const describeUnits = ({ id, failed }: { id: string; failed: ReadonlyMap<string, string> }) => ({
  logtoId: id,
  outcome: 'unit' as const,
  codes: [...new Set(failed.values())],
  message: `The user is there without: ${[...failed].map(([unit, code]) => `${unit} (${code})`).join(', ')}.`,
})

/** The record without what says whom it is about; the place still finds it. */
export const maskReportRecord = (entry: ReportRecord): ReportRecord => {
  const { sourceKey, message, record } = entry
  return {
    ...entry,
    sourceKey: sourceKey === null ? null : maskKey(sourceKey),
    message: maskMessage(message),
    // In text that could not be read, nobody can tell names from values.
    record: isJsonObject(record) ? maskRecord(record) : null,
  }
}

const isJsonObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
