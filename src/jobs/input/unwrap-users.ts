import { detectPreset } from '../../presets/detect-preset.js'
import type { Preset } from '../../presets/preset.js'
import type { InputNotes } from '../../source/input/input-notes.js'
import { findWrapper, unwrapRecord } from '../../source/json/unwrap-record.js'
import type { JsonObject, SourceRecord } from '../../source/source-record.js'

const sampleSize = 200

/**
 * The records with each user taken out of the object around it (`attributes`, `node`, `user`), where the first records
 * have one and no preset knows it as its own.
 *
 * @param given the preset that the operator named
 */
export const unwrapUsers = async function* (
  source: AsyncGenerator<SourceRecord[], void, undefined>,
  given: Preset | undefined,
  notes: InputNotes,
): AsyncGenerator<SourceRecord[], void, undefined> {
  let wrapper: string | undefined
  let isJudged = false
  for await (const batch of source) {
    if (!isJudged) {
      wrapper = judge(batch, given)
      isJudged = true
      const first = batch[0]
      if (wrapper !== undefined && first !== undefined) {
        const message = `Each user stood under "${wrapper}" and was taken out of it.`
        notes.add('record_wrapped', first.file, first.line, message)
      }
    }
    yield wrapper === undefined ? batch : batch.map((record) => unwrap(record, wrapper ?? ''))
  }
}

const judge = (batch: readonly SourceRecord[], given: Preset | undefined): string | undefined => {
  const sample = batch.flatMap(({ record }): JsonObject[] => (record === undefined ? [] : [record]))
  const wrapper = findWrapper(sample.slice(0, sampleSize))
  if (wrapper === undefined) return undefined
  const isOwn =
    given === undefined
      ? detectPreset(sample).best.preset.name !== 'generic'
      : isSurerOfRaw(given, sample, wrapper)
  return isOwn ? undefined : wrapper
}

const isSurerOfRaw = (preset: Preset, sample: readonly JsonObject[], wrapper: string): boolean =>
  preset.name !== 'generic' &&
  preset.recognise(sample).score >=
    preset.recognise(sample.map((record) => unwrapRecord(record, wrapper))).score

const unwrap = (source: SourceRecord, wrapper: string): SourceRecord =>
  source.record === undefined ? source : { ...source, record: unwrapRecord(source.record, wrapper) }
