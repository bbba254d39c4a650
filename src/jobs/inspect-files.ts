import { respellUsers } from './input/respell-users.js'
import { suggestConfig } from '../config/suggest-config.js'
import { detectPreset, type PresetCandidate } from '../presets/detect-preset.js'
import { findLookalike } from '../presets/find-lookalike.js'
import type { Preset } from '../presets/preset.js'
import { FieldCensus } from '../report/census/field-census.js'
import type { Inspection } from '../report/census/inspection-text.js'
import { InputNotes } from '../source/input/input-notes.js'
import { isReadOnce } from '../source/bytes/is-read-once.js'
import { openInput } from '../source/input/open-input.js'
import type { JsonObject } from '../source/source-record.js'
import type { SniffedFormat } from '../source/sniff/sniff-format.js'
import { takeSettings } from './input/take-settings.js'
import { type JobOptions, openJob } from './job-options.js'
import { unwrapUsers } from './input/unwrap-users.js'
import { chooseInputOptions } from './input/choose-input-options.js'
import { findColumns, sniffFile } from './input/find-columns.js'
import { judgeColumns } from './inspect/judge-columns.js'
import { loadPreset, pathOfPreset } from './input/load-preset.js'
import { expandFiles } from './input/open-pipeline.js'
import { readHeader, unwrapRejected } from './input/open-source.js'

const sampleSize = 200

export interface InspectResult {
  inspection: Inspection
  /** Whether the content could be from two systems and nobody has said which. */
  isUnclear: boolean
}

/** Says what an input is, from its content alone. */
export const inspectFiles = async (options: JobOptions): Promise<InspectResult> => {
  const context = openJob(options)
  const { settings } = await takeSettings(options)
  const files = await expandFiles(settings)
  const formats: { file: string; format: SniffedFormat }[] = []
  for (const file of files)
    if (!(await isReadOnce(file))) formats.push({ file, format: await sniffFile(file, settings) })

  const given = await loadPreset(settings.preset, context.folder)
  const census = new FieldCensus(settings.password?.plaintext === true)
  const sample: JsonObject[] = []
  let unreadable = 0
  const notes = new InputNotes()
  const opened = openInput(files, {
    ...chooseInputOptions(settings, context, notes),
    jsonPath: settings.jsonPath ?? given?.jsonPath,
    columns: settings.csv.columnNames ?? (await findColumns(files[0], given, settings)),
  })
  for await (const batch of respellUsers(unwrapUsers(opened, given, notes), given, notes)) {
    context.stop.throwIfAborted()
    for (const wrapped of batch) {
      const { record } = unwrapRejected(wrapped)
      if (record === undefined) {
        unreadable += 1
        continue
      }
      if (sample.length < sampleSize) sample.push(record)
      census.add(record)
    }
  }
  const header = sample.length === 0 ? await readHeader(settings, files[0]) : []
  const { best, rival } = judge(given, sample, header)
  const fields = census.fields()
  const { unknown, guesses } = judgeColumns(given ?? best.preset, sample, fields, settings)
  const inspection: Inspection = {
    files: formats.map(({ file, format }) => ({
      file,
      format: format.format,
      delimiter: format.delimiter,
      encoding: format.encoding,
      compression: format.compression,
      evidence: format.evidence,
    })),
    records: census.records,
    unreadable,
    notes: notes.list(),
    source: describe(best),
    alternative: rival === undefined ? undefined : describe(rival),
    isGiven: given !== undefined,
    fields,
    unknownColumns: unknown,
    identifierGuesses: guesses,
    passwords: census.passwords(),
    passwordParameters: census.passwordParameters(),
    config: suggestConfig({
      preset: best.preset,
      presetPath: pathOfPreset(settings.preset),
      files,
      format: settings.format === 'auto' ? undefined : settings.format,
      jsonPath: settings.jsonPath,
      endpoint: undefined,
      tenantId: undefined,
      unknownColumns: unknown
        .filter(({ fate }) => fate !== 'secret')
        .map(({ column, goesTo, filled }) => ({
          column,
          goesTo,
          share: filled / Math.max(1, census.records),
        })),
    }),
  }
  if (census.records === 0) context.emit({ type: 'note', code: 'no_records', files })
  return { inspection, isUnclear: given === undefined && rival !== undefined }
}

/** What check and import go by: the preset that was named, or the likeliest, and the other system that it could be. */
const judge = (
  given: Preset | undefined,
  sample: readonly JsonObject[],
  header: readonly string[],
): { best: PresetCandidate; rival: PresetCandidate | undefined } =>
  given === undefined
    ? detectPreset(sample, header)
    : {
        best: { preset: given, ...given.recognise(sample) },
        rival: findLookalike(given, sample, header),
      }

const describe = ({ preset, score, evidence }: PresetCandidate): Inspection['source'] => ({
  name: preset.name,
  title: preset.title,
  score,
  evidence,
})
