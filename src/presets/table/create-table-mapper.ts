import type { JsonObject, JsonValue } from '../../source/source-record.js'
import { RecordMapper } from '../generic/record-mapper.js'
import { isSkip, type PresetContext, type Skip } from '../preset.js'
import type { UserRecord } from '../user-record.js'
import { isFilledCell } from '../vocabulary/cells/pick-cell.js'

/** The user table of a framework: applications add columns of their own to it. */
export interface TableLayout {
  /** Preset name. */
  system: string
  /**
   * Columns that mean something here, to a path of the user record; null for those that are none of the user's
   * data. The usual names (`email`, `first_name`, …) and the operator's mapping are known besides.
   */
  columns: { readonly [column: string]: string | null }
  /** Where the password hash may be, best first. */
  passwordColumns: readonly string[]
}

/** A row, mapped but for its password. */
export interface MappedRow {
  user: UserRecord
  storedPassword: JsonValue | undefined
}

interface ReadyMapper {
  mapper: RecordMapper
  passwordColumns: readonly string[]
}

/**
 * Reads rows by column names, like the preset `generic`, but leaves the password to the system's own
 * converter. Columns are resolved once per run.
 */
export const createTableMapper = (
  layout: TableLayout,
): ((record: JsonObject, context: PresetContext) => MappedRow | Skip) => {
  const mappers = new WeakMap<PresetContext, ReadyMapper>()
  return (record, context) => {
    let ready = mappers.get(context)
    if (ready === undefined) {
      ready = createMapper(layout, context)
      mappers.set(context, ready)
    }
    const user = ready.mapper.map(record)
    if (isSkip(user)) return user
    user.migratedFrom.system = layout.system
    return { user, storedPassword: findPassword(record, ready.passwordColumns) }
  }
}

const passwordPaths: ReadonlySet<string | null> = new Set(['password', 'passwordHash', 'passwordDigest'])

const createMapper = (layout: TableLayout, context: PresetContext): ReadyMapper => {
  const own = Object.keys(context.columns).filter((column) =>
    passwordPaths.has(context.columns[column] ?? null),
  )
  const passwordColumns = [...own, ...layout.passwordColumns]
  const leftOut = Object.fromEntries(passwordColumns.map((column) => [column, null]))
  const columns = { ...factColumns, ...layout.columns, ...context.columns, ...leftOut }
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
