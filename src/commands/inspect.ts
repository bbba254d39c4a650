import { loadConfig } from '../config/load-config.js'
import { type Flags, resolveSettings } from '../config/settings.js'
import { suggestConfig } from '../config/suggest-config.js'
import { detectPreset } from '../presets/detect-preset.js'
import { findPreset } from '../presets/registry.js'
import { FieldCensus } from '../report/field-census.js'
import { describeInspection, type Inspection } from '../report/inspection-text.js'
import { InputNotes } from '../source/input-notes.js'
import { openInput } from '../source/open-input.js'
import type { JsonObject } from '../source/source-record.js'
import type { SniffedFormat } from '../source/sniff-format.js'
import type { CommandContext, CommonFlags } from './context.js'
import { unwrapUsers } from './unwrap-users.js'
import { findColumns, sniffFile } from './find-columns.js'
import { expandFiles } from './open-pipeline.js'

const sampleSize = 200

/** Says what an input is, from its content alone. 1 when it cannot be told which of two systems it is from. */
export const runInspectCommand = async (
  context: CommandContext,
  operands: string[],
  flags: Flags & CommonFlags,
): Promise<number> => {
  const { config } = await loadConfig(flags.config, context.folder, context.env)
  const settings = resolveSettings(operands, flags, config)
  const files = await expandFiles(settings)
  const formats: { file: string; format: SniffedFormat }[] = []
  for (const file of files) if (file !== '-') formats.push({ file, format: await sniffFile(file, settings) })

  const given = settings.preset === undefined ? undefined : findPreset(settings.preset)
  const census = new FieldCensus()
  const sample: JsonObject[] = []
  let unreadable = 0
  const notes = new InputNotes()
  const opened = openInput(files, {
    notes,
    format: settings.format,
    delimiter: settings.delimiter,
    stdin: context.stdin,
    jsonPath: settings.jsonPath ?? given?.jsonPath,
    member: settings.member,
    sheet: settings.sheet,
    table: settings.table,
    columns: await findColumns(files[0], given, settings),
  })
  for await (const batch of unwrapUsers(opened, given, notes)) {
    context.stop.throwIfAborted()
    for (const { record } of batch) {
      if (record === undefined) {
        unreadable += 1
        continue
      }
      if (sample.length < sampleSize) sample.push(record)
      census.add(record)
    }
  }
  const { best, rival } = detectPreset(sample)
  const isUnclear = given === undefined && rival !== undefined
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
    source: { name: best.preset.name, title: best.preset.title, score: best.score, evidence: best.evidence },
    alternative:
      rival === undefined || !isUnclear
        ? undefined
        : {
            name: rival.preset.name,
            title: rival.preset.title,
            score: rival.score,
            evidence: rival.evidence,
          },
    fields: census.fields(),
    passwords: census.passwords(),
    config: suggestConfig({
      preset: given ?? best.preset,
      files,
      format: settings.format === 'auto' ? undefined : settings.format,
      jsonPath: settings.jsonPath,
      endpoint: undefined,
      tenantId: undefined,
    }),
  }
  context.stdout(flags.json === true ? `${JSON.stringify(inspection)}\n` : describeInspection(inspection))
  return isUnclear ? 1 : 0
}
