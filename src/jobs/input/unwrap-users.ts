import { viewAnySpelling } from '../../presets/spelling/view-any-spelling.js'
import { detectPreset } from '../../presets/detect-preset.js'
import { createEmptyContext } from '../../presets/spelling/trace-names.js'
import { isObject } from '../../presets/vocabulary/cells/read-json-cell.js'
import { findKnownColumn } from '../../presets/generic/columns/find-known-column.js'
import { isFlattenedColumn, nestColumns, rootOf } from './nest-columns.js'
import { isSkip, type Preset } from '../../presets/preset.js'
import type { InputNoteCode } from '../../source/input/input-note-codes.js'
import type { InputNotes } from '../../source/input/input-notes.js'
import { findWrapper, unwrapRecord } from '../../source/json/unwrap-record.js'
import {
  areListed,
  holdObjectIds,
  readObjectIds,
  unlistRecord,
} from '../../source/json/values/plain-cells.js'
import { findTypedStore, readTypedRecord } from '../../source/json/values/typed-values.js'
import type { JsonObject, SourceRecord } from '../../source/source-record.js'

const sampleSize = 200
/** Frames in frames (`data`, `node`, `attributes`); further in, nobody is looked for. */
const mostFrames = 3
/** What nesting adds must be more than one name by chance. */
const muchSurer = 0.1
/** Users of the sample that are looked at for columns that their preset does not know. */
const mostMapped = 20

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
    const isPlain = found.wrappers.length === 0 && found.mends.length === 0
    yield isPlain ? batch : batch.map((record) => undress(record, found))
  }
}

/** What stands around users and their values. */
interface Dress {
  /** Keys to the user, the outermost first. */
  wrappers: readonly string[]
  /** What else has to be undone, in order. */
  mends: readonly ((record: JsonObject) => JsonObject)[]
}

const findDress = (batch: readonly SourceRecord[], given: Preset | undefined, notes: InputNotes): Dress => {
  const sample = recordsOf(batch).slice(0, sampleSize)
  const wrappers = findWrappers(sample, given)
  const mends: ((record: JsonObject) => JsonObject)[] = []
  let inner = sample.map((record) => wrappers.reduce(unwrapRecord, record))
  const [first] = batch
  const undo = (mend: (record: JsonObject) => JsonObject, code?: InputNoteCode, message?: string): void => {
    mends.push(mend)
    inner = inner.map(mend)
    if (first !== undefined && code !== undefined) notes.add(code, first.file, first.line, message)
  }
  if (wrappers.length > 0 && first !== undefined) {
    const message = `Each user stood under "${wrappers.join('.')}" and was taken out of it.`
    notes.add('record_wrapped', first.file, first.line, message)
  }
  const store = findTypedStore(inner)
  if (store !== undefined) {
    const message = `Each value stood under its type, as ${store} gives it, and was taken out of it.`
    undo((record) => readTypedRecord(record, store), 'values_typed', message)
  }
  if (holdObjectIds(inner)) undo(readObjectIds)
  if (areListed(inner) && detectPreset(inner).best.preset.name === 'generic') undo(unlistRecord)
  if (areFlattened(inner, given)) undo(nestColumns, 'columns_nested')
  return { wrappers, mends }
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
  const flattened = [...columns].filter(isFlattenedColumn)
  if (flattened.length === 0 || flattened.some((column) => columns.has(rootOf(column)))) return false
  const nested = sample.map(nestColumns)
  if (given !== undefined && given.name !== 'generic') {
    return scoreOf(given, nested) > scoreOf(given, sample)
  }
  const inside = detectPreset(nested)
  if (given !== undefined || inside.best.preset.name === 'generic') {
    const isUnknown = given !== undefined || detectPreset(sample).best.preset.name === 'generic'
    return isUnknown && flattened.some(isPartOfKnown)
  }
  const flat = detectPreset(sample)
  if (inside.rival !== undefined && flat.rival === undefined) return false
  const known = flat.best.preset
  if (known.name === 'generic' || inside.best.score >= flat.best.score + muchSurer) return true
  return (
    inside.best.preset === known && inside.best.score >= flat.best.score && leaves(known, sample, columns)
  )
}

/** `name.givenName`, `emails[0].value`: a part of what any table may have, under a name that says nothing by itself. */
const isPartOfKnown = (column: string): boolean =>
  findKnownColumn(column) === undefined &&
  /^(?:name|emails|phones|identities|mfa)$/.test(findKnownColumn(rootOf(column))?.path ?? '')

/** Whether a preset does not know the columns that a tool has made of nested fields: it keeps them as they are. */
const leaves = (preset: Preset, sample: readonly JsonObject[], columns: ReadonlySet<string>): boolean => {
  const context = createEmptyContext()
  return sample.slice(0, mostMapped).some((record) => {
    const user = preset.toUser(fillFlattened(record), context)
    return !isSkip(user) && holdsColumn(user.customData, columns, 2)
  })
}

/** Cells that are empty in the first rows, as those of second factors are, count as well. */
const fillFlattened = (record: JsonObject): JsonObject =>
  Object.fromEntries(
    Object.entries(record).map(([key, value]) => [
      key,
      isFlattenedColumn(key) && (value === '' || value === null) ? 'x' : value,
    ]),
  )

const holdsColumn = (object: JsonObject, columns: ReadonlySet<string>, depth: number): boolean =>
  Object.entries(object).some(
    ([key, value]) =>
      (columns.has(key) && isFlattenedColumn(key)) ||
      (depth > 0 && isObject(value) && holdsColumn(value, columns, depth - 1)),
  )

const undress = (source: SourceRecord, { wrappers, mends }: Dress): SourceRecord => {
  if (source.record === undefined) return source
  const inner = wrappers.reduce(unwrapRecord, source.record)
  return { ...source, record: mends.reduce((record, mend) => mend(record), inner) }
}
