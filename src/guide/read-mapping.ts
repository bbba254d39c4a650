import { MigrationError } from '../outcome/migration-error.js'
import { nearestName } from '../outcome/nearest-name.js'
import { resolveColumn } from '../presets/generic/columns/resolve-column.js'
import { columnAliases } from '../presets/generic/columns/column-aliases.js'
import type { ColumnMapping } from './read-columns.js'

/**
 * `--map 'Kontakt=primaryEmail'`, `--map legacy=` to leave a column out. A name may hold `=`: the last one counts.
 *
 * @throws MigrationError `usage/flag_invalid`
 */
export const readMapping = (pairs: readonly string[]): ColumnMapping => {
  const mapping: ColumnMapping = {}
  for (const pair of pairs) {
    const at = pair.lastIndexOf('=')
    if (at < 1)
      throw usage(`--map takes column=path, or column= to leave it out; got ${JSON.stringify(pair)}`)
    const column = pair.slice(0, at)
    const path = pair.slice(at + 1).trim()
    if (path !== '') mustBePath(column, path)
    mapping[column] = path === '' ? null : path
  }
  return mapping
}

const mustBePath = (column: string, path: string): void => {
  try {
    resolveColumn(column, { [column]: path })
  } catch (cause) {
    if (!(cause instanceof MigrationError)) throw cause
    const nearest = nearestName(path, Object.keys(columnAliases))
    const advice =
      nearest === undefined ? 'logto-migrate docs user-record lists the fields' : `did you mean ${nearest}?`
    throw new MigrationError(
      'usage',
      'flag_invalid',
      `--map ${column}: the user record has no field ${JSON.stringify(path)}; ${advice}`,
      { cause },
    )
  }
}

const usage = (message: string): MigrationError => new MigrationError('usage', 'flag_invalid', message)
