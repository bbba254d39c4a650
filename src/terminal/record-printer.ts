import { MigrationError } from '../outcome/migration-error.js'
import { csvLine } from '../report/run-files/csv-line.js'
import { pickField } from './pick-field.js'
import { createTextTable } from './text-table.js'

export const recordFormats = ['table', 'ndjson', 'csv', 'json'] as const
export type RecordFormat = (typeof recordFormats)[number]

/** `--json`, else `--format`, else a table for people and NDJSON for programs. */
export const chooseFormat = (
  { format, json }: { format?: string; json?: boolean },
  { isOutputTerminal = false }: { isOutputTerminal?: boolean },
): RecordFormat => {
  if (json === true) {
    if (format === undefined || format === 'json') return 'json'
    throw usage(`--json prints one JSON array: leave it out for --format ${format}`)
  }
  if (format === undefined) return isOutputTerminal ? 'table' : 'ndjson'
  const found = recordFormats.find((known) => known === format)
  if (found === undefined) throw usage(`--format takes ${recordFormats.join(', ')}, got "${format}"`)
  return found
}

export interface RecordPrinterOptions {
  format: RecordFormat
  /** Dotted paths to print; undefined for whole records in NDJSON and JSON, and `columns` elsewhere. */
  fields: readonly string[] | undefined
  /** Columns of a table or a CSV file when no fields are chosen. */
  columns: readonly string[]
  write: (text: string) => void
}

/** Prints records as they come; the format `json` keeps them to the end, so that it is one document or none. */
export const createRecordPrinter = ({
  format,
  fields,
  columns,
  write,
}: RecordPrinterOptions): { add(records: readonly unknown[]): void; end(): void } => {
  const kept: unknown[] = []
  const shape = (record: unknown): unknown => (fields === undefined ? record : pickFields(record, fields))
  if (format === 'json') {
    return {
      add: (records) => {
        for (const record of records) kept.push(shape(record))
      },
      end: () => write(`${JSON.stringify(kept)}\n`),
    }
  }
  if (format === 'ndjson') {
    return {
      add: (records) => write(records.map((record) => `${JSON.stringify(shape(record))}\n`).join('')),
      end: () => undefined,
    }
  }
  const names = fields ?? columns
  if (format === 'csv') {
    let isBegun = false
    const begin = (): void => {
      if (!isBegun) write(csvLine(names))
      isBegun = true
    }
    return {
      add: (records) => {
        begin()
        write(records.map((record) => csvLine(names.map((name) => toCell(pickField(record, name))))).join(''))
      },
      end: begin,
    }
  }
  const table = createTextTable(names, write)
  return {
    add: (records) =>
      table.add(records.map((record) => names.map((name) => toTableCell(name, pickField(record, name))))),
    end: () => undefined,
  }
}

/** Flat, by the paths asked for; null where there is nothing, so that every record has the same members. */
const pickFields = (record: unknown, fields: readonly string[]): Record<string, unknown> =>
  Object.fromEntries(fields.map((field) => [field, pickField(record, field) ?? null]))

const toCell = (value: unknown): string | undefined =>
  value === undefined || value === null
    ? undefined
    : typeof value === 'string'
      ? value
      : JSON.stringify(value)

/** Times are milliseconds in Logto, and no reading for people. */
const toTableCell = (name: string, value: unknown): string =>
  typeof value === 'number' && /(?:^|\.)\w+At$/.test(name)
    ? new Date(value).toISOString().replace(/\.\d+Z$/, 'Z')
    : (toCell(value) ?? '')

const usage = (message: string): MigrationError => new MigrationError('usage', 'flag_invalid', message)
