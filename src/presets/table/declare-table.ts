import type { JsonObject, JsonValue } from '../../source/source-record.js'
import type { PresetTable } from '../declare/preset-table.js'
import { findSkip } from '../declare/skip-rules.js'
import { RecordMapper } from '../generic/record-mapper.js'
import { isSkip, type Preset, type PresetContext } from '../preset.js'
import type { UserRecord } from '../user-record.js'
import { isFilledCell } from '../vocabulary/cells/pick-cell.js'
import { recogniseForms } from '../vocabulary/recognise-by-clues.js'

/** The user table of a framework, as a declaration: applications add columns of their own to it. */
export interface UserTable extends Omit<
  PresetTable,
  'fields' | 'prepare' | 'nameOf' | 'finish' | 'keepsAs' | 'keeps'
> {
  /**
   * Columns that mean something here, to a path of the user record; null for those that are none of the user's
   * data. The usual names (`email`, `first_name`, …) and the operator's mapping are known besides.
   */
  columns: { readonly [column: string]: string | null }
  /** Where the password hash may be, best first. */
  passwordColumns: readonly string[]
  /** The password by the system's own converter, and what needs more than one column or a related file. */
  finish(
    user: UserRecord,
    record: JsonObject,
    context: PresetContext,
    storedPassword: JsonValue | undefined,
  ): void
}

interface ReadyMapper {
  mapper: RecordMapper
  passwordColumns: readonly string[]
}

/**
 * As `declarePreset`, for rows whose columns an application names as it likes: they are read as the preset `generic`
 * reads them, but for the password. Columns are resolved once per run.
 */
export const declareTable = (table: UserTable): Preset => {
  const { forms, skips = [], columns, passwordColumns, finish, ...preset } = table
  const mappers = new WeakMap<PresetContext, ReadyMapper>()
  return {
    ...preset,
    recognise: typeof forms === 'function' ? forms : (sample) => recogniseForms(sample, forms),
    toUser: (record, context) => {
      const skip = findSkip(skips, record, context)
      if (skip !== undefined) return skip
      let ready = mappers.get(context)
      if (ready === undefined) {
        ready = createMapper(columns, passwordColumns, context)
        mappers.set(context, ready)
      }
      const user = ready.mapper.map(record)
      if (isSkip(user)) return user
      user.migratedFrom.system = preset.name
      finish(user, record, context, findPassword(record, ready.passwordColumns))
      return user
    },
  }
}

const passwordPaths: ReadonlySet<string | null> = new Set(['password', 'passwordHash', 'passwordDigest'])

const createMapper = (
  known: UserTable['columns'],
  usual: readonly string[],
  context: PresetContext,
): ReadyMapper => {
  const own = Object.keys(context.columns).filter((column) =>
    passwordPaths.has(context.columns[column] ?? null),
  )
  const passwordColumns = [...own, ...usual]
  const leftOut = Object.fromEntries(passwordColumns.map((column) => [column, null]))
  const columns = { ...factColumns, ...known, ...context.columns, ...leftOut }
  return { mapper: new RecordMapper({ ...context, columns }), passwordColumns }
}

/** Facts of a row that no field of Logto holds. */
const factColumns = { updated_at: 'migratedFrom.updatedAt', updatedAt: 'migratedFrom.updatedAt' }

const findPassword = (record: JsonObject, columns: readonly string[]): JsonValue | undefined => {
  for (const column of columns) {
    const value = record[column]
    if (isFilledCell(value)) return value
  }
  return undefined
}
