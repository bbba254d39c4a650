import { createUserRecord } from '../create-user-record.js'
import type { Preset } from '../preset.js'
import type { UserProfile } from '../user-record.js'
import { joinName } from '../vocabulary/join-name.js'
import { keepUnder } from '../vocabulary/keep-added-fields.js'
import { recogniseForms } from '../vocabulary/recognise-by-clues.js'
import { FieldTable } from './field-table.js'
import type { PresetTable } from './preset-table.js'
import { findSkip } from './skip-rules.js'

/** Makes a preset of a table: each field to its place, everything else to `customData.<name>`. */
export const declarePreset = (table: PresetTable): Preset => {
  const {
    forms,
    prepare,
    skips = [],
    fields,
    nameOf = nameOfParts,
    finish,
    keepsAs,
    keeps,
    ...preset
  } = table
  const { name: system } = preset
  const fieldTable = new FieldTable(fields)
  return {
    ...preset,
    recognise: typeof forms === 'function' ? forms : (sample) => recogniseForms(sample, forms),
    toUser: (given, context) => {
      const record = prepare === undefined ? given : prepare(given, context)
      const skip = findSkip(skips, record, context)
      if (skip !== undefined) return skip
      const user = createUserRecord()
      user.migratedFrom.system = system
      user.migratedFrom.id = undefined
      const left = fieldTable.read(record, user, context)
      user.name ??= nameOf(user.profile)
      finish?.(user, record, context)
      const kept = keeps === undefined ? left : keeps(left, record, context)
      if (kept !== undefined) keepUnder(user.customData, keepsAs ?? system, kept)
      user.migratedFrom.id ??= user.id
      return user
    },
  }
}

const nameOfParts = ({ givenName, middleName, familyName }: UserProfile): string | undefined =>
  joinName(givenName, middleName, familyName)
