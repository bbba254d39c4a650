import { isAscii } from 'node:buffer'
import { CsvRowSink } from './csv-row-sink.js'
import { recordsPerBatch } from './records-per-batch.js'
import { createRowSplitter, rowBroken, rowIncomplete, type RowSplitter } from './split-row.js'
import type { Problem } from '../outcome/problem.js'
import type { ByteWindow } from './byte-window.js'
import type { CsvDialect } from './csv-dialect.js'
import type { DecodingState } from './decode-text.js'
import type { RecordCounter } from './record-counter.js'
import type { SourceRecord } from './source-record.js'

const maxRecordBytes = 1024 * 1024

/**
 * The rows of a CSV file behind its header. A row that is broken costs only its own line: reading goes on with
 * the next physical line. What is rejected does not depend on how the input arrives in chunks.
 */
export const readCsv = async function* (
  window: ByteWindow,
  dialect: CsvDialect,
  columns: readonly string[],
  decoding: DecodingState,
  counter: RecordCounter,
): AsyncGenerator<SourceRecord[]> {
  const sink = new CsvRowSink(columns, decoding, counter)
  const readers = {
    ascii: createRowSplitter(dialect, true),
    unicode: createRowSplitter(dialect, false),
  }
  while (true) {
    const splitter = isAscii(window.buffer) ? readers.ascii : readers.unicode
    let stop = readRows(window, dialect, splitter, sink)
    while (stop === 'full') {
      yield sink.takeRecords()
      stop = readRows(window, dialect, splitter, sink)
    }
    if (stop === 'longLine') await skipLongLine(window, dialect, sink)
    if (sink.size > 0) yield sink.takeRecords()
    if (stop === 'more' && !(await window.grow()) && window.buffer.length === 0) return
  }
}

/** Why `readRows` stopped. */
type Stop = 'full' | 'more' | 'longLine'

const readRows = (window: ByteWindow, dialect: CsvDialect, splitter: RowSplitter, sink: CsvRowSink): Stop => {
  const { buffer, isEnded, damage } = window
  // A last line that the damage may have cut short is no row, even if it looks like one.
  const isEnd = isEnded && damage === undefined
  let { line } = window
  let at = 0
  let stop: Stop = 'full'
  while (sink.size < recordsPerBatch) {
    if (at >= buffer.length) {
      stop = 'more'
      break
    }
    const cells: string[] = []
    const end = splitter.splitRow(buffer, at, isEnd, cells)
    const { innerLines } = splitter
    if (end > 0 && end - at <= maxRecordBytes) {
      const isSwallowing =
        innerLines > 0 && !sink.hasRightCount(cells) && swallowsRows(buffer, at, end, dialect, splitter, sink)
      if (!isSwallowing) {
        if (!sink.addRow(cells, line)) sink.rejectRow(cells, line, buffer.subarray(at, end))
        at = end
        line += innerLines + 1
        continue
      }
    }
    const lineEnd = buffer.indexOf(dialect.newline, at) + 1
    const lineBytes = (lineEnd === 0 ? buffer.length : lineEnd) - at
    if (lineBytes > maxRecordBytes) {
      stop = 'longLine'
      break
    }
    const mayGoOn = lineEnd === 0 || (end === rowIncomplete && buffer.length - at <= maxRecordBytes)
    if (mayGoOn && !isEnded) {
      stop = 'more'
      break
    }
    const problem = lineEnd === 0 && damage !== undefined ? damage : quoteProblem(end === rowBroken)
    sink.reject(problem, line, buffer.subarray(at, at + lineBytes))
    at += lineBytes
    line++
  }
  window.consume(at, line - window.line)
  return stop
}

/**
 * A row with the wrong number of cells that runs over several lines may be a quote that was never closed, and
 * sound rows behind it. It is, when any of the lines is a row by itself.
 */
const swallowsRows = (
  bytes: Buffer,
  start: number,
  end: number,
  dialect: CsvDialect,
  splitter: RowSplitter,
  sink: CsvRowSink,
): boolean => {
  const row = bytes.subarray(0, end)
  let lineStart = bytes.indexOf(dialect.newline, start) + 1
  while (lineStart > 0 && lineStart < end) {
    const cells: string[] = []
    const rowEnd = splitter.splitRow(row, lineStart, true, cells)
    if (rowEnd > 0 && cells.length > 1 && sink.hasRightCount(cells)) return true
    lineStart = bytes.indexOf(dialect.newline, lineStart) + 1
  }
  return false
}

const quoteProblem = (isOutOfPlace: boolean): Problem => ({
  code: 'csv_quote',
  message: isOutOfPlace
    ? 'A quote is out of place: expected it only around a whole cell, and doubled inside. Mend the line; the next one was read on its own.'
    : 'A quote is opened and never closed. Mend the line; the next one was read on its own.',
})

const skipLongLine = async (window: ByteWindow, dialect: CsvDialect, sink: CsvRowSink): Promise<void> => {
  const { line } = window
  const head = Buffer.from(window.buffer.subarray(0, 4096))
  let end = window.buffer.indexOf(dialect.newline)
  while (end === -1) {
    window.consume(window.buffer.length, 0)
    if (!(await window.grow())) break
    end = window.buffer.indexOf(dialect.newline)
  }
  if (end !== -1) window.consume(end + 1, 1)
  const message =
    'Expected a record of at most 1 MiB, got a longer line. Shorten the record, or check the delimiter and the line ends.'
  sink.reject({ code: 'csv_record_too_large', message }, line, head)
}
