import { respellUsers } from './respell-users.js'
import type { Settings } from '../../config/settings.js'
import { generic } from '../../presets/generic/generic.js'
import { guessIdentifiers } from '../../presets/generic/columns/guess-identifiers.js'
import { isReadOnce } from '../../source/bytes/is-read-once.js'
import { readObject } from '../../presets/vocabulary/cells/read-json-cell.js'
import { InputNotes } from '../../source/input/input-notes.js'
import { openInput } from '../../source/input/open-input.js'
import type { InputOptions } from '../../source/input/input-options.js'
import { openLiveRecords } from '../../source/input/live-records.js'
import type { JsonObject, SourceRecord } from '../../source/source-record.js'
import type { JobContext } from '../job-context.js'
import { chooseInputOptions } from './choose-input-options.js'
import { findColumns, sniffFile } from './find-columns.js'
import { noteAbsentColumns } from './note-absent-columns.js'
import { refuseAbsentColumns } from './refuse-absent-columns.js'
import { readOwnRow } from './read-own-row.js'
import { loadPreset } from './load-preset.js'
import { unwrapUsers } from './unwrap-users.js'
import { settleSource, type SettledSource } from './settle-source.js'

/** An input that is open, and whose system is known. Can be read once. */
export interface OpenSource extends SettledSource {
  /** The records that were looked at. */
  first: SourceRecord[]
  /** Those of them that could be read, at most some hundred. */
  sample: readonly JsonObject[]
  /** Those behind them. */
  rest: AsyncGenerator<SourceRecord[]>
  /** What the readers notice about the form of the files. */
  notes: InputNotes
  /** How further files are to be read. */
  options: InputOptions
}

/**
 * Opens the input and settles which system it comes from.
 *
 * @throws MigrationError `source_unclear` when two systems fit alike and nobody has said which
 */
export const openSource = async (
  settings: Settings,
  files: readonly string[],
  context: JobContext,
): Promise<OpenSource> => {
  const notes = new InputNotes()
  const options = { ...chooseInputOptions(settings, context, notes), watch: settings.watch }
  const given = await loadPreset(settings.preset, context.folder)
  const opened =
    settings.records === undefined
      ? openInput(files, {
          ...options,
          jsonPath: settings.jsonPath ?? given?.jsonPath,
          columns: settings.csv.columnNames ?? (await findColumns(files[0], given, settings)),
        })
      : openLiveRecords(settings.records)
  const rest = respellUsers(unwrapUsers(opened, given, notes), given, notes)
  try {
    const { first, isWhole } = await readHead(rest)
    const sample = sampleOf(first)
    const unseen = refuseAbsentColumns(settings.columns, sample, isWhole)
    const header = sample.length === 0 ? await readHeader(settings, files[0]) : []
    const settled = settleSource(given, sample, header)
    const guesses = settled.preset === generic ? guessIdentifiers(sample, settings.columns) : undefined
    const behind = unseen.length === 0 ? rest : noteAbsentColumns(first, rest, unseen, notes)
    return { ...settled, guesses, first, sample, rest: behind, options, notes }
  } catch (error) {
    await rest.return(undefined)
    throw error
  }
}

/** Columns are judged by so many records: always the same ones, whatever pieces the input comes in. */
const sampleSize = 200
/** The sample is in memory at once: of tables of thousands of columns fewer rows have to do. */
const sampleFields = 500_000

const readHead = async (
  records: AsyncIterator<SourceRecord[]>,
): Promise<{ first: SourceRecord[]; isWhole: boolean }> => {
  const first: SourceRecord[] = []
  let count = 0
  let fields = 0
  while (count < sampleSize && fields < sampleFields) {
    const { done, value } = await records.next()
    if (done === true) return { first, isWhole: true }
    for (const record of value) {
      first.push(record)
      if (record.record === undefined) continue
      count += 1
      fields += Object.keys(record.record).length
    }
  }
  return { first, isWhole: false }
}

/** A mended line of rejected.ndjson, or of rejected.csv, can be fed back as it is: the record sits inside it. */
export const unwrapRejected = (source: SourceRecord): SourceRecord => {
  const { record } = source
  if (record === undefined || !('codes' in record) || !('messages' in record)) return source
  const own = readOwnRow(record)['record']
  const inner = typeof own === 'string' ? readObject(own) : own
  return typeof inner === 'object' && inner !== null && !Array.isArray(inner)
    ? { ...source, record: inner }
    : source
}

const sampleOf = (head: readonly SourceRecord[]): JsonObject[] => {
  const sample: JsonObject[] = []
  let fields = 0
  for (const source of head) {
    if (sample.length >= sampleSize || fields >= sampleFields) break
    const { record } = unwrapRejected(source)
    if (record === undefined) continue
    sample.push(record)
    fields += Object.keys(record).length
  }
  return sample
}

/** The header says which system it is even where no row could be read. Standard input can be read once only. */
export const readHeader = async (
  { records, ...inside }: Pick<Settings, 'records' | 'member' | 'sheet' | 'table'>,
  file: string | undefined,
): Promise<readonly string[]> =>
  records !== undefined || file === undefined || (await isReadOnce(file))
    ? []
    : ((await sniffFile(file, inside)).firstRow ?? [])
