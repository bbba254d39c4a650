import type { JsonObject } from '../../source/source-record.js'
import { createUserRecord } from '../create-user-record.js'
import type { Preset, PresetContext, Skip } from '../preset.js'
import type { UserRecord } from '../user-record.js'
import { joinName } from '../vocabulary/join-name.js'
import { keepUnder } from '../vocabulary/keep-added-fields.js'
import { recogniseForms } from '../vocabulary/recognise-by-clues.js'
import { FieldTable } from './field-table.js'
import type { PresetTable } from './preset-table.js'
import { findSkip } from './skip-rules.js'

/** Makes a preset of a table: each field to its place, everything else to `customData.<name>`. */
export const declarePreset = (table: PresetTable): Preset => {
  const { forms, prepare, skips = [], fields, finish, keepsAs = table.name, keeps, ...preset } = table
  const rules: MappingRules = {
    system: preset.name,
    skips,
    fields: new FieldTable(fields),
    finish,
    keepsAs,
    keeps,
  }
  return {
    ...preset,
    recognise: typeof forms === 'function' ? forms : (sample) => recogniseForms(sample, forms),
    toUser: (record, context) => mapRecord(prepare?.(record, context) ?? record, context, rules),
  }
}

interface MappingRules {
  system: string
  skips: NonNullable<PresetTable['skips']>
  fields: FieldTable
  finish: PresetTable['finish']
  keepsAs: string
  keeps: PresetTable['keeps']
}

const mapRecord = (
  record: JsonObject,
  context: PresetContext,
  { system, skips, fields, finish, keepsAs, keeps }: MappingRules,
): UserRecord | Skip => {
  const skip = findSkip(skips, record, context)
  if (skip !== undefined) return skip
  const user = createUserRecord()
  const left = fields.read(record, user, context)
  const { givenName, middleName, familyName } = user.profile
  user.name ??= joinName(givenName, middleName, familyName)
  finish?.(user, record, context)
  const kept = left === undefined || keeps === undefined ? left : keeps(left)
  if (kept !== undefined) keepUnder(user.customData, keepsAs, kept)
  user.migratedFrom = { system, id: user.id, ...user.migratedFrom }
  return user
}
