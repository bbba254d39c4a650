import type { JsonObject } from '../../source/source-record.js'
import { createUserRecord } from '../create-user-record.js'
import type { Preset, PresetContext, Recognition, Skip } from '../preset.js'
import type { UserRecord } from '../user-record.js'
import { joinName } from '../vocabulary/join-name.js'
import { keepAddedFields } from '../vocabulary/keep-added-fields.js'
import { recogniseByClues } from '../vocabulary/recognise-by-clues.js'
import { setPath } from '../vocabulary/cells/set-path.js'
import { FieldTree, isTelling } from './field-tree.js'
import { placeField } from './place-field.js'
import type { FieldReader, PresetTable } from './preset-table.js'

/** Makes a preset of a table: each field to its place, everything else to `customData.<name>`. */
export const declarePreset = (table: PresetTable): Preset => {
  const { forms, prepare, skips, fields, finish, ...preset } = table
  const rules: MappingRules = {
    name: preset.name,
    skips: skips ?? [],
    finish,
    tree: new FieldTree(Object.keys(fields)),
    readers: Object.entries(fields).flatMap(([path, place]) => readyField(path, place)),
  }
  return {
    ...preset,
    recognise: (sample) => recogniseForms(sample, forms),
    toUser: (record, context) => mapRecord(prepare?.(record) ?? record, context, rules),
  }
}

interface MappingRules {
  name: string
  skips: NonNullable<PresetTable['skips']>
  finish: PresetTable['finish']
  tree: FieldTree
  readers: readonly ReadyField[]
}

interface ReadyField {
  path: readonly string[]
  read: FieldReader
}

const readyField = (path: string, place: PresetTable['fields'][string] | undefined): ReadyField[] =>
  place === null || place === undefined
    ? []
    : [{ path: path.split('.'), read: typeof place === 'string' ? placeField(place) : place }]

/** The form that fits best decides. */
const recogniseForms = (sample: readonly JsonObject[], forms: PresetTable['forms']): Recognition => {
  let best: Recognition = { score: 0, evidence: [] }
  for (const clues of forms) {
    const recognition = recogniseByClues(sample, clues)
    if (recognition.score > best.score) best = recognition
  }
  return best
}

const mapRecord = (
  record: JsonObject,
  context: PresetContext,
  { name, skips, finish, tree, readers }: MappingRules,
): UserRecord | Skip => {
  for (const { skip, reason, when } of skips) if (when(record, context)) return { skip, reason }
  const user = createUserRecord()
  const leftovers = tree.leftoversOf(record)
  for (const { path, read } of readers) {
    const value = tree.valueOf(record, path)
    if (value === undefined || (!isTelling(value) && read.readsEmpty !== true)) continue
    if (!read(user, value, context, record)) setPath(leftovers, path, value)
  }
  const { givenName, middleName, familyName } = user.profile
  user.name ??= joinName(givenName, middleName, familyName)
  finish?.(user, record, context)
  keepAddedFields(user, name, leftovers, nothingKnown)
  user.migratedFrom = { system: name, id: user.id, ...user.migratedFrom }
  return user
}

const nothingKnown: ReadonlySet<string> = new Set()
