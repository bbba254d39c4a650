import type { Flags } from '../config/flags.js'
import { expandFiles } from '../jobs/input/open-pipeline.js'
import { openSource } from '../jobs/input/open-source.js'
import { pathOfPreset } from '../jobs/input/load-preset.js'
import { refuseAbsentColumns } from '../jobs/input/refuse-absent-columns.js'
import { takeSettings } from '../jobs/input/take-settings.js'
import { openJob } from '../jobs/job-options.js'
import type { Preset } from '../presets/preset.js'
import { FieldCensus } from '../report/census/field-census.js'
import type { PasswordCount } from '../report/census/password-census.js'
import type { JsonObject } from '../source/source-record.js'
import type { CommandContext } from '../terminal/command-context.js'
import type { ColumnMapping } from './read-columns.js'

/** An export, of which the first records were looked at. */
export interface SampledSource {
  /** As the config is to name them. */
  files: string[]
  preset: Preset
  /** The module that it comes from, where the operator has named one. */
  presetPath: string | undefined
  evidence: string[]
  sample: readonly JsonObject[]
  /** Families of password hashes in the sample. */
  passwords: PasswordCount[]
}

/** `openSource` looks at so many. */
const wholeBelow = 200

/** Looks at some hundred records: however large the export is, nobody waits for it here. */
export const sampleSource = async (
  { stdin, env, folder, effects, stop: signal }: CommandContext,
  flags: Flags,
  named: readonly string[],
  columns: ColumnMapping,
): Promise<SampledSource> => {
  const job = openJob({ stdin, env, folder, effects, signal })
  const { settings, taken } = await takeSettings({ ...flags, files: named, folder })
  const files = await expandFiles(settings)
  const { preset, evidence, sample, rest } = await openSource(settings, files, job)
  await rest.return(undefined)
  // What --map names must be there, as what the config names must.
  refuseAbsentColumns(columns, sample, sample.length < wholeBelow)
  const census = new FieldCensus(settings.password?.plaintext === true)
  for (const record of sample) census.add(record)
  return {
    files: taken === undefined ? files : [...named],
    preset,
    presetPath: pathOfPreset(flags.source),
    evidence,
    sample,
    passwords: census.passwords(),
  }
}
