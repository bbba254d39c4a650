import { viewAnySpelling } from '../../presets/spelling/view-any-spelling.js'
import { detectPreset } from '../../presets/detect-preset.js'
import { isFlattenedColumn, nestColumns } from './nest-columns.js'
import type { Preset } from '../../presets/preset.js'
import type { InputNotes } from '../../source/input/input-notes.js'
import { findWrapper, unwrapRecord } from '../../source/json/unwrap-record.js'
import { findTypedStore, readTypedRecord, type TypedStore } from '../../source/json/values/typed-values.js'
import type { JsonObject, SourceRecord } from '../../source/source-record.js'

const sampleSize = 200
/** Frames in frames (`data`, `node`, `attributes`); further in, nobody is looked for. */
const mostFrames = 3
/** What nesting adds must be more than one name by chance. */
const muchSurer = 0.1

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
    const isPlain = found.wrappers.length === 0 && found.store === undefined && !found.isFlattened
    yield isPlain ? batch : batch.map((record) => undress(record, found))
  }
}

/** What stands around users and their values. */
interface Dress {
  /** Keys to the user, the outermost first. */
  wrappers: readonly string[]
  /** The store whose types its values have. */
  store: TypedStore | undefined
  /** What was nested stands in columns: `profile.email`. */
  isFlattened: boolean
}

const findDress = (batch: readonly SourceRecord[], given: Preset | undefined, notes: InputNotes): Dress => {
  const sample = recordsOf(batch).slice(0, sampleSize)
  const wrappers = findWrappers(sample, given)
  const inner = sample.map((record) => wrappers.reduce(unwrapRecord, record))
  const store = findTypedStore(inner)
  const isFlattened = store === undefined && areFlattened(inner, given)
  const dress = { wrappers, store, isFlattened }
  const [first] = batch
  if (first === undefined) return dress
  if (wrappers.length > 0) {
    const message = `Each user stood under "${wrappers.join('.')}" and was taken out of it.`
    notes.add('record_wrapped', first.file, first.line, message)
  }
  if (store !== undefined) {
    const message = `Each value stood under its type, as ${store} gives it, and was taken out of it.`
    notes.add('values_typed', first.file, first.line, message)
  }
  if (isFlattened) notes.add('columns_nested', first.file, first.line)
  return dress
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

/** Whether a system is known by the names that a tool has put together to names of columns, or better so. */
const areFlattened = (sample: readonly JsonObject[], given: Preset | undefined): boolean => {
  const columns = new Set(sample.flatMap((record) => Object.keys(record)))
  const roots = [...columns].filter(isFlattenedColumn).map((column) => column.split(/[./[]/, 1)[0] ?? '')
  if (roots.length === 0 || roots.some((root) => columns.has(root))) return false
  const nested = sample.map(nestColumns)
  if (given !== undefined) return given.name !== 'generic' && scoreOf(given, nested) > scoreOf(given, sample)
  const inside = detectPreset(nested)
  if (inside.best.preset.name === 'generic') return false
  const flat = detectPreset(sample)
  if (inside.rival !== undefined && flat.rival === undefined) return false
  return flat.best.preset.name === 'generic' || inside.best.score >= flat.best.score + muchSurer
}

const undress = (source: SourceRecord, { wrappers, store, isFlattened }: Dress): SourceRecord => {
  if (source.record === undefined) return source
  const inner = wrappers.reduce(unwrapRecord, source.record)
  if (isFlattened) return { ...source, record: nestColumns(inner) }
  return { ...source, record: store === undefined ? inner : readTypedRecord(inner, store) }
}
