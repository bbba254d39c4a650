import { MigrationError } from '../outcome/migration-error.js'
import type { CsvEscape } from '../source/csv/csv-dialect.js'
import type { SourceConfig } from './config.js'
import type { Flags } from './flags.js'

/** How CSV files are read, as far as the operator says so. */
export interface CsvSettings {
  header: boolean | undefined
  escape: CsvEscape | undefined
  /** Names of the columns of a file without a header. */
  columnNames: string[] | undefined
}

/** Flag before config. Throws MigrationError('usage') for a value that cannot be. */
export const readCsvSettings = (
  flags: Flags,
  source: SourceConfig | undefined,
): { csv: CsvSettings; encoding: string | undefined; columns: Record<string, string | null> } => {
  const configured = source?.columns
  const list = flags.columns?.split(',').map((name) => name.trim())
  const given = list ?? (Array.isArray(configured) ? configured : undefined)
  const names = given?.map((name, index) => name || `column_${index + 1}`)
  refuseRepeated(names)
  const header = flags.header ?? source?.header ?? (names === undefined ? undefined : false)
  if (header === true && names !== undefined) {
    throw usage('names for the columns are for a file without a header: give --columns or --header, not both')
  }
  const leftOut = names?.filter((_, index) => given?.[index] === '').map((name) => [name, null] as const)
  const renamed = Array.isArray(configured) ? {} : configured
  return {
    csv: { header, escape: readEscape(flags.escape) ?? source?.escape, columnNames: names },
    encoding: readEncoding(flags.encoding ?? source?.encoding),
    columns: { ...renamed, ...Object.fromEntries(leftOut ?? []) },
  }
}

const refuseRepeated = (names: string[] | undefined): void => {
  const repeated = names?.find((name, index) => names.indexOf(name) !== index)
  if (repeated !== undefined) throw usage(`the list of columns names "${repeated}" twice`)
}

const readEscape = (text: string | undefined): CsvEscape | undefined => {
  if (text === undefined) return undefined
  if (text === '\\' || text === 'backslash') return 'backslash'
  if (text === '"' || text === 'doubled') return 'doubled'
  throw usage(`--escape takes backslash or doubled, got "${text}"`)
}

const readEncoding = (label: string | undefined): string | undefined => {
  if (label === undefined || label === 'auto') return undefined
  try {
    return new TextDecoder(label).encoding
  } catch {
    throw usage(
      `the encoding "${label}" is not known: expected a label such as utf-8, utf-16le, windows-1252, iso-8859-2, koi8-r, shift_jis, gbk, big5 or euc-kr`,
    )
  }
}

const usage = (message: string): MigrationError => new MigrationError('usage', 'flag_invalid', message)
