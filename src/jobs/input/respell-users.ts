import { detectPreset } from '../../presets/detect-preset.js'
import type { Preset } from '../../presets/preset.js'
import { describeSpelling, findSpelling } from '../../presets/spelling/find-spelling.js'
import { respellRecord } from '../../presets/spelling/respell-record.js'
import type { InputNotes } from '../../source/input/input-notes.js'
import type { JsonObject, SourceRecord } from '../../source/source-record.js'

const sampleSize = 200

/**
 * The records with the names that their system writes, where the first ones have them in another spelling: databases
 * and export tools change case and underscores (`USER_LOGIN`, `security_stamp`).
 *
 * @param given the preset that the operator named
 */
export const respellUsers = async function* (
  source: AsyncGenerator<SourceRecord[], void, undefined>,
  given: Preset | undefined,
  notes: InputNotes,
): AsyncGenerator<SourceRecord[], void, undefined> {
  let respell: ((record: JsonObject) => JsonObject) | undefined
  let isJudged = false
  for await (const batch of source) {
    if (!isJudged) {
      respell = chooseSpelling(batch, given, notes)
      isJudged = true
    }
    yield respell === undefined ? batch : batch.map(applyTo(respell))
  }
}

const chooseSpelling = (
  batch: readonly SourceRecord[],
  given: Preset | undefined,
  notes: InputNotes,
): ((record: JsonObject) => JsonObject) | undefined => {
  const sample = batch
    .flatMap(({ record }): JsonObject[] => (record === undefined ? [] : [record]))
    .slice(0, sampleSize)
  const preset = given ?? detectPreset(sample).best.preset
  const spelling = findSpelling(preset, sample)
  const [first] = batch
  if (spelling === undefined || first === undefined) return undefined
  const message = `The names of ${preset.title} are spelt in another way (${describeSpelling(spelling)}) and were read as its own.`
  notes.add('names_respelled', first.file, first.line, message)
  return (record) => respellRecord(record, spelling)
}

const applyTo =
  (respell: (record: JsonObject) => JsonObject) =>
  (source: SourceRecord): SourceRecord =>
    source.record === undefined ? source : { ...source, record: respell(source.record) }
