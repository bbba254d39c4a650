import { viewAnySpelling } from '../../presets/spelling/view-any-spelling.js'
import { detectPreset } from '../../presets/detect-preset.js'
import type { Preset } from '../../presets/preset.js'
import type { InputNotes } from '../../source/input/input-notes.js'
import { findWrapper, unwrapRecord } from '../../source/json/unwrap-record.js'
import { findTypedStore, readTypedRecord, type TypedStore } from '../../source/json/values/typed-values.js'
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
  let dress: Dress | undefined
  for await (const batch of source) {
    dress ??= findDress(batch, given, notes)
    const found = dress
    const isPlain = found.wrappers.length === 0 && found.store === undefined
    yield isPlain ? batch : batch.map((record) => undress(record, found))
  }
}

/** What stands around users and their values. */
interface Dress {
  /** Keys to the user, the outermost first. */
  wrappers: readonly string[]
  /** The store whose types its values have. */
  store: TypedStore | undefined
}

const findDress = (
  batch: readonly SourceRecord[],
  given: Preset | undefined,
  notes: InputNotes,
): Dress => {
  const sample = recordsOf(batch).slice(0, sampleSize)
  const wrappers = findWrappers(sample, given)
  const store = findTypedStore(sample.map((record) => wrappers.reduce(unwrapRecord, record)))
  const [first] = batch
  if (first === undefined) return { wrappers, store }
  if (wrappers.length > 0) {
    const message = `Each user stood under "${wrappers.join('.')}" and was taken out of it.`
    notes.add('record_wrapped', first.file, first.line, message)
  }
  if (store !== undefined) {
    const message = `Each value stood under its type, as ${store} gives it, and was taken out of it.`
    notes.add('values_typed', first.file, first.line, message)
  }
  return { wrappers, store }
}

const recordsOf = (batch: readonly SourceRecord[]): JsonObject[] =>
  batch.flatMap(({ record }): JsonObject[] => (record === undefined ? [] : [record]))

const findWrappers = (records: readonly JsonObject[], given: Preset | undefined): string[] => {
  let sample = records
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

const undress = (source: SourceRecord, { wrappers, store }: Dress): SourceRecord => {
  if (source.record === undefined) return source
  const inner = wrappers.reduce(unwrapRecord, source.record)
  return { ...source, record: store === undefined ? inner : readTypedRecord(inner, store) }
}
