import type { Problem } from '../../outcome/problem.js'
import type { RowBuilder } from '../csv/row-builder.js'
import type { RecordCounter } from '../input/record-counter.js'
import type { SourceRecord } from '../source-record.js'

/**
 * A batch of rows in the form that is cheapest to hand from thread to thread: one text and the places in it, where
 * objects would be copied member by member.
 */
export interface PackedRows {
  kind: 'rows'
  /** The cells of all good rows, one behind the other. */
  text: string
  /** Behind each cell, in UTF-16 units of `text`; as many a row as there are columns. */
  ends: Uint32Array<ArrayBuffer>
  /** Physical line of each good row, from 1. */
  lines: Uint32Array<ArrayBuffer>
  /** Rows that are no records, and before how many good ones of the batch each stands. */
  bad: { before: number; line: number; problem: Problem; raw: string }[]
}

/** Takes the rows out of the records of a reader, whose cells are put aside, row by row, by its row builder. */
export const packRows = (
  batch: readonly SourceRecord[],
  cellsOfRows: readonly (readonly string[])[],
): PackedRows => {
  const ends = new Uint32Array(cellsOfRows.length * (cellsOfRows[0]?.length ?? 0))
  const lines = new Uint32Array(cellsOfRows.length)
  const bad: PackedRows['bad'] = []
  let text = ''
  let end = 0
  let good = 0
  for (const { line, problem, raw } of batch) {
    if (problem !== undefined) {
      bad.push({ before: good, line, problem, raw: raw ?? '' })
      continue
    }
    lines[good] = line
    for (const cell of cellsOfRows[good] ?? []) {
      text += cell
      ends[end++] = text.length
    }
    good += 1
  }
  return { kind: 'rows', text, ends, lines, bad }
}

/** So few records at a time that they are worked on, and gone, before the young generation is collected. */
const recordsPerStep = 64

/** Makes records of them again, with the ordinals of this thread's counter; a few at a time, as they are wanted. */
export const unpackRows = function* (
  { text, ends, lines, bad }: PackedRows,
  columnCount: number,
  buildRow: RowBuilder,
  counter: RecordCounter,
): Generator<SourceRecord[]> {
  let records: SourceRecord[] = []
  // One list for all rows: the builder keeps the cells, not the list.
  const cells: string[] = Array.from({ length: columnCount }, () => '')
  let nextBad = 0
  let start = 0
  let at = 0
  for (let row = 0; row <= lines.length; row += 1) {
    for (let one = bad[nextBad]; one?.before === row; one = bad[++nextBad]) {
      records.push(counter.bad(one.line, one.problem, one.raw))
    }
    if (row === lines.length) break
    for (let column = 0; column < columnCount; column += 1) {
      const end = ends[at++]!
      cells[column] = text.slice(start, end)
      start = end
    }
    records.push(counter.good(lines[row]!, buildRow(cells)))
    if (records.length < recordsPerStep) continue
    yield records
    records = []
  }
  if (records.length > 0) yield records
}
