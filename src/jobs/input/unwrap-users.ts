import { viewAnySpelling } from '../../presets/spelling/view-any-spelling.js'
import { detectPreset } from '../../presets/detect-preset.js'
import type { Preset } from '../../presets/preset.js'
import type { InputNotes } from '../../source/input/input-notes.js'
import { findWrapper, unwrapRecord } from '../../source/json/unwrap-record.js'
import type { JsonObject, SourceRecord } from '../../source/source-record.js'

const sampleSize = 200
/** Frames in frames (`data`, `node`, `attributes`); further in, nobody is looked for. */
const mostFrames = 3

/**
 * The records with each user taken out of the objects around it (`attributes`, `node`, `user`), where the first
 * records have them and no preset knows them as its own.
 *
 * @param given the preset that the operator named
 */
export const unwrapUsers = async function* (
  source: AsyncGenerator<SourceRecord[], void, undefined>,
  given: Preset | undefined,
  notes: InputNotes,
): AsyncGenerator<SourceRecord[], void, undefined> {
  let wrappers: readonly string[] | undefined
  for await (const batch of source) {
    if (wrappers === undefined) {
      wrappers = findWrappers(batch, given)
      const [first] = batch
      if (wrappers.length > 0 && first !== undefined) {
        const message = `Each user stood under "${wrappers.join('.')}" and was taken out of it.`
        notes.add('record_wrapped', first.file, first.line, message)
      }
    }
    const inside = wrappers
    yield inside.length === 0 ? batch : batch.map((record) => unwrap(record, inside))
  }
}

/** Keys to the user, the outermost first. */
const findWrappers = (batch: readonly SourceRecord[], given: Preset | undefined): string[] => {
  let sample = batch
    .flatMap(({ record }): JsonObject[] => (record === undefined ? [] : [record]))
    .slice(0, sampleSize)
  const found: string[] = []
  while (found.length < mostFrames) {
    const wrapper = findWrapper(sample)
    if (wrapper === undefined) break
    const inner = sample.map((record) => unwrapRecord(record, wrapper))
    if (isKnownAsItIs(sample, inner, given)) break
    found.push(wrapper)
    sample = inner
  }
  return found
}

const isKnownAsItIs = (
  sample: readonly JsonObject[],
  inner: readonly JsonObject[],
  given: Preset | undefined,
): boolean => {
  if (given === undefined) return detectPreset(sample).best.preset.name !== 'generic'
  return given.name !== 'generic' && scoreOf(given, sample) >= scoreOf(given, inner)
}

const scoreOf = (preset: Preset, sample: readonly JsonObject[]): number =>
  preset.recognise(sample.map((record) => viewAnySpelling(record))).score

const unwrap = (source: SourceRecord, wrappers: readonly string[]): SourceRecord =>
  source.record === undefined ? source : { ...source, record: wrappers.reduce(unwrapRecord, source.record) }
