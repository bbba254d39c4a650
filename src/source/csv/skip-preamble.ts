import type { MigrationError } from '../../outcome/migration-error.js'
import type { ByteWindow } from '../bytes/byte-window.js'
import type { CsvDialect } from './csv-dialect.js'

/** Room for 200,000 columns. */
export const maxHeaderBytes = 8 * 1024 * 1024

/** Consumes what may stand before a table and is no row: blank lines, comment lines, Excel's `sep=;`. */
export const skipPreamble = async (
  window: ByteWindow,
  dialect: CsvDialect,
  toError: (what: string) => MigrationError,
): Promise<void> => {
  while (true) {
    const lineText = await firstLine(window, dialect, toError)
    if (lineText === '' || !isPreamble(lineText, window, dialect)) return
    window.consume(Buffer.byteLength(lineText), 1)
  }
}

const firstLine = async (
  window: ByteWindow,
  dialect: CsvDialect,
  toError: (what: string) => MigrationError,
): Promise<string> => {
  while (true) {
    const end = window.buffer.indexOf(dialect.newline) + 1
    if (end > 0) return window.buffer.toString('utf8', 0, end)
    if (window.isEnded) return window.buffer.toString()
    if (window.buffer.length > maxHeaderBytes) {
      throw toError('does not end within 8 MiB; check the format, the delimiter and the quotes')
    }
    await window.grow()
  }
}

const isPreamble = (lineText: string, window: ByteWindow, dialect: CsvDialect): boolean => {
  if (lineText.trim() === '' || /^"?sep=./i.test(lineText) || /^#[#!\s]/.test(lineText)) return true
  if (!lineText.startsWith('#')) return false
  // Without a space it may be a column called `#id`; a comment has fewer cells than the header below it.
  const start = Buffer.byteLength(lineText)
  const end = window.buffer.indexOf(dialect.newline, start)
  const nextLine = window.buffer.toString('utf8', start, end === -1 ? undefined : end)
  return nextLine.split(dialect.delimiter).length > lineText.split(dialect.delimiter).length
}
