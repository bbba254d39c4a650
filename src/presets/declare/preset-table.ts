import type { JsonObject, JsonValue } from '../../source/source-record.js'
import type { Preset, PresetContext } from '../preset.js'
import type { UserProfile, UserRecord } from '../user-record.js'
import type { TextPlace } from './text-places.js'
import type { Clue } from '../vocabulary/recognise-by-clues.js'

export type Flag = 'emailVerified' | 'phoneVerified' | 'isSuspended' | 'isPasswordExpired'

/**
 * Where a field goes. Where two fields have one place, the first in the table that is filled takes it and the
 * other one, if it differs, is kept in `customData`. Facts of `migratedFrom` whose name ends in `At` are moments.
 */
export type Place =
  | TextPlace
  /** A list, or one name; `a;b` in a cell. */
  | 'roles'
  /** A user is suspended where any field says so. */
  | Flag
  /** The field says the opposite: `enabled` for `isSuspended`. */
  | `!${Flag}`
  | `migratedFrom.${string}`
  | `customData.${string}`

/**
 * Reads one field by itself, whatever the field holds, and says whether it could. What it could not read is
 * named as a loss and kept.
 */
export interface FieldReader {
  (user: UserRecord, value: JsonValue, context: PresetContext, record: JsonObject): boolean
  /** Asked for `null` and empty text as well, which mean something here. */
  readsEmpty?: boolean
}

/** Which records are no people, or are gone. */
export interface SkipRule {
  skip: string
  reason: string | ((record: JsonObject) => string)
  when(record: JsonObject, context: PresetContext): boolean
}

/**
 * A source system as a table. What the table does not name goes to `customData.<name of the preset>`, but for
 * secrets; so nothing is listed twice and nothing vanishes.
 */
export interface PresetTable extends Pick<
  Preset,
  'name' | 'aliases' | 'title' | 'jsonPath' | 'csvColumns' | 'relatedFiles' | 'expand' | 'isFramework'
> {
  /** What speaks for this system: one list of clues for each form of its exports; or how it is told by other means. */
  forms: readonly (readonly Clue[])[] | Preset['recognise']
  /** Gives a record of another form (a CSV with headings for people) the names of the table. */
  prepare?(record: JsonObject, context: PresetContext): JsonObject
  /** The first that holds decides. */
  skips?: readonly SkipRule[]
  /**
   * Field → place, or a reader, or null for what is no data of the person or is read by `finish`. Dots lead into
   * objects, and into JSON in a cell. ` | ` parts the names of one field, best first: `createdAt | created_at`.
   */
  fields: { readonly [path: string]: Place | FieldReader | null }
  /** The display name where no field has one; given, middle and family name unless stated. */
  nameOf?(profile: UserProfile): string | undefined
  /** What needs more than one field, or a related file. */
  finish?(user: UserRecord, record: JsonObject, context: PresetContext): void
  /** Where in `customData` all others are kept, if not under the name of the preset. */
  keepsAs?: string
  /** What is kept there, if not just what is left. */
  keeps?(left: JsonObject | undefined, record: JsonObject, context: PresetContext): JsonObject | undefined
}
