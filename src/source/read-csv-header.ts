import { MigrationError } from '../outcome/migration-error.js'
import { hasInvalidMark } from './mark-invalid-bytes.js'
import { CsvStretch } from './csv/csv-stretch.js'
import type { ByteWindow } from './byte-window.js'
import type { CsvDialect } from './csv-dialect.js'

const maxHeaderBytes = 1024 * 1024

/**
 * Consumes the header and what may stand before it: blank lines, comment lines, Excel's `sep=;`.
 *
 * @returns the names of the columns; undefined when the file ends before a header
 * @throws MigrationError when the header cannot be read or names a column twice
 */
export const readCsvHeader = async (
  window: ByteWindow,
  dialect: CsvDialect,
  file: string,
): Promise<string[] | undefined> => {
  while (true) {
    const lineText = await firstLine(window, dialect, file)
    if (lineText === '') return undefined
    if (isPreamble(lineText, window, dialect)) {
      window.consume(Buffer.byteLength(lineText), 1)
      continue
    }
    return nameColumns(await splitHeader(window, dialect, file), file, window.line)
  }
}

const firstLine = async (window: ByteWindow, dialect: CsvDialect, file: string): Promise<string> => {
  while (true) {
    const end = window.buffer.indexOf(dialect.newline) + 1
    if (end > 0) return window.buffer.toString('utf8', 0, end)
    if (window.isEnded) return window.buffer.toString()
    await growHeader(window, file)
  }
}

const growHeader = async (window: ByteWindow, file: string): Promise<void> => {
  if (window.buffer.length > maxHeaderBytes) {
    const what = 'does not end within 1 MiB; check the format, the delimiter and the quotes'
    throw headerError(file, window.line, what)
  }
  await window.grow()
}

const splitHeader = async (window: ByteWindow, dialect: CsvDialect, file: string): Promise<string[]> => {
  while (true) {
    const stretch = new CsvStretch(window.buffer.subarray(0, maxHeaderBytes), dialect, window.isEnded)
    if (stretch.rowCount > 0 && stretch.rowAt(0).quotes === 'sound') {
      const { cells, end, innerLines } = stretch.rowAt(0)
      window.consume(end, innerLines + 1)
      return [...cells]
    }
    if (stretch.rowCount > 0 || window.isEnded) {
      throw headerError(file, window.line, 'has a quote out of place or never closed; mend it')
    }
    await growHeader(window, file)
  }
}

/** Blank lines, Excel's `sep=;`, and comments. */
const isPreamble = (lineText: string, window: ByteWindow, dialect: CsvDialect): boolean => {
  if (lineText.trim() === '' || /^"?sep=./i.test(lineText) || /^#[#!\s]/.test(lineText)) return true
  if (!lineText.startsWith('#')) return false
  // Without a space it may be a column called `#id`; a comment has fewer cells than the header below it.
  const start = Buffer.byteLength(lineText)
  const end = window.buffer.indexOf(dialect.newline, start)
  const nextLine = window.buffer.toString('utf8', start, end === -1 ? undefined : end)
  return nextLine.split(dialect.delimiter).length > lineText.split(dialect.delimiter).length
}

const nameColumns = (cells: readonly string[], file: string, line: number): string[] => {
  const names = cells.map((cell, index) => cell.trim() || `column_${index + 1}`)
  if (names.some(hasInvalidMark)) {
    throw headerError(file, line, 'holds bytes that are not valid UTF-8; convert the file to UTF-8')
  }
  const repeated = [...new Set(names.filter((name, index) => names.indexOf(name) !== index))]
  if (repeated.length > 0) {
    const places = repeated.map(
      (name) =>
        `${name} (columns ${names.flatMap((other, index) => (other === name ? [index + 1] : [])).join(', ')})`,
    )
    throw headerError(
      file,
      line,
      `names columns more than once: ${places.join('; ')}. Rename them in the file`,
    )
  }
  return names
}

const headerError = (file: string, line: number, what: string): MigrationError =>
  new MigrationError('input', 'csv_header', `The CSV header of ${file} at line ${line} ${what}.`)
