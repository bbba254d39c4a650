import { findBlankLines, skipBlankLines } from '../bytes/blank-lines.js'
import { CsvRowSink } from './csv-row-sink.js'
import { CsvStretch, type CsvRow } from './csv-stretch.js'
import { createRowBuilder, type RowBuilder } from './row-builder.js'
import type { Problem } from '../../outcome/problem.js'
import type { ByteWindow } from '../bytes/byte-window.js'
import type { CsvDialect } from './csv-dialect.js'
import type { TableHead } from './read-table-head.js'
import type { DecodingState } from '../encoding/decoding-state.js'
import type { RecordCounter } from '../input/record-counter.js'
import type { SourceRecord } from '../source-record.js'

const maxRecordBytes = 1024 * 1024

/** So much goes to csv-parse at once: its rows stay few, and starting it costs nothing beside them. */
const mostBytes = 128 * 1024
/** Behind a line that broke: what is parsed once more after the next one is little. */
const bytesAfterRestart = 256

/**
 * The rows of a CSV file behind its header. A row that is broken costs only its own line: csv-parse starts again
 * with the next physical line. What is rejected does not depend on how the input arrives in chunks.
 */
export const readCsv = async function* (
  window: ByteWindow,
  dialect: CsvDialect,
  head: TableHead,
  decoding: DecodingState,
  counter: RecordCounter,
  buildRow: RowBuilder = createRowBuilder(head.columns),
): AsyncGenerator<SourceRecord[]> {
  const sink = new CsvRowSink(head, dialect.isStrict === true, decoding, counter, buildRow)
  let stretchBytes = mostBytes
  let stop: Stop = 'read'
  while (true) {
    skipBlankLines(window, dialect.newline)
    // Inside quotes there may be one, too: then the row is seen whole.
    const toBlanks = stop === 'read' ? findBlankLines(window.buffer, dialect.newline, stretchBytes) : 0
    stop = readStretch(window, dialect, sink, toBlanks > 0 ? toBlanks : stretchBytes)
    if (stop === 'longLine') await skipLongLine(window, dialect, sink)
    yield* sink.takeBatches()
    if (stop === 'more' && !(await window.grow()) && window.buffer.length === 0) return
    stretchBytes = nextStretch(stretchBytes, stop)
  }
}

/**
 * Why `readStretch` stopped: the rows of the stretch are read, it holds no whole row, more has to be in view, a
 * line broke that csv-parse took for part of a longer row, or a line is too long.
 */
type Stop = 'read' | 'narrow' | 'more' | 'restart' | 'longLine'

const nextStretch = (bytes: number, stop: Stop): number => {
  if (stop === 'restart' || stop === 'longLine') return bytesAfterRestart
  return stop === 'read' ? Math.min(bytes * 4, mostBytes) : bytes * 4
}

const readStretch = (window: ByteWindow, dialect: CsvDialect, sink: CsvRowSink, bytes: number): Stop => {
  const { buffer, isEnded, damage } = window
  const isWhole = buffer.length <= bytes
  // A last line that the damage may have cut short is no row, even if it looks like one.
  const isEnd = isWhole && isEnded && damage === undefined
  const stretch = new CsvStretch(buffer.subarray(0, bytes), dialect, isEnd)
  let { line } = window
  let at = 0
  for (let index = 0; index < stretch.rowCount; index++) {
    const row = stretch.rowAt(index)
    if (row.end - row.start > maxRecordBytes) break
    const problem = problemOf(row, buffer, dialect, sink)
    if (problem === undefined) {
      const next = sink.needsNext(row.cells) ? stretch.nextRow(index, sink) : undefined
      if (next === null && !(isWhole && isEnded) && buffer.length - row.end <= maxRecordBytes) {
        window.consume(at, line - window.line)
        return isWhole ? 'more' : 'narrow'
      }
      sink.addRow(row, buffer, line, next ?? undefined)
      line += row.innerLines + 1
      at = row.end
      continue
    }
    const lineEnd = row.innerLines === 0 ? row.end : buffer.indexOf(dialect.newline, at) + 1
    sink.reject(problem, line, buffer.subarray(at, lineEnd))
    at = lineEnd
    line++
    if (row.innerLines === 0) continue
    window.consume(at, line - window.line)
    return 'restart'
  }
  window.consume(at, line - window.line)
  if (isWhole || bytes - at > maxRecordBytes) return stopAtOpenRow(window, dialect, sink)
  return at > 0 ? 'read' : 'narrow'
}

/** The problem that costs a row its first line; undefined when all of it is one row, good or bad. */
const problemOf = (
  row: CsvRow,
  bytes: Buffer,
  dialect: CsvDialect,
  sink: CsvRowSink,
): Problem | undefined => {
  if (row.quotes === 'broken' || (row.quotes === 'inner' && dialect.isStrict === true)) return quoteOutOfPlace
  if (row.innerLines === 0 || sink.hasRightCount(row.cells)) return undefined
  return swallowsRows(row, bytes, dialect, sink) ? quoteNeverClosed : undefined
}

/** After so many lines of a cell, none of which is a row, the others are not looked at. */
const mostLinesToTry = 16

/**
 * A row with the wrong number of cells that runs over several lines may be a quote that was never closed, and
 * sound rows behind it. It is, when any of the lines is a row by itself.
 */
const swallowsRows = (row: CsvRow, bytes: Buffer, dialect: CsvDialect, sink: CsvRowSink): boolean => {
  let lineStart = bytes.indexOf(dialect.newline, row.start) + 1
  for (let tried = 0; lineStart > 0 && lineStart < row.end && tried < mostLinesToTry; tried++) {
    const inner = new CsvStretch(bytes.subarray(lineStart, row.end), dialect, true)
    for (let index = 0; index < inner.rowCount; index++) {
      const { cells, quotes } = inner.rowAt(index)
      if (quotes === 'sound' && sink.isRecord(cells)) return true
    }
    lineStart = bytes.indexOf(dialect.newline, lineStart) + 1
  }
  return false
}

/** What stands at the start of the view is no whole row: is it one that goes on, or a quote never closed? */
const stopAtOpenRow = (window: ByteWindow, dialect: CsvDialect, sink: CsvRowSink): Stop => {
  const { buffer, isEnded, damage, line } = window
  if (buffer.length === 0) return 'more'
  const lineEnd = buffer.indexOf(dialect.newline) + 1
  const lineBytes = lineEnd === 0 ? buffer.length : lineEnd
  if (lineBytes > maxRecordBytes) return 'longLine'
  const mayGoOn = lineEnd === 0 || buffer.length <= maxRecordBytes
  if (mayGoOn && !isEnded) return 'more'
  window.consume(lineBytes, 1)
  const isBlank = buffer.toString('latin1', 0, lineBytes).trim() === ''
  const problem = lineEnd === 0 && damage !== undefined ? damage : quoteNeverClosed
  if (!isBlank || problem === damage) sink.reject(problem, line, buffer.subarray(0, lineBytes))
  return 'restart'
}

const quoteOutOfPlace: Problem = {
  code: 'csv_quote',
  message:
    'A quote is out of place: expected it only around a whole cell, and doubled inside. Mend the line; the next one was read on its own.',
}

const quoteNeverClosed: Problem = {
  code: 'csv_quote',
  message: 'A quote is opened and never closed. Mend the line; the next one was read on its own.',
}

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
