import type { InputWatch } from '../bytes/input-watch.js'
import type { CsvEscape } from '../csv/csv-dialect.js'
import type { RowBuilder } from '../csv/row-builder.js'
import type { RecordPacker } from '../json/packed/record-packer.js'
import type { TextFormat } from '../sniff/sniff-text.js'
import type { InputNotes } from './input-notes.js'

/** How files are read; all but the format is found by itself where nothing is said. */
export interface InputOptions {
  /** `auto` judges each file by what it holds. */
  format: 'auto' | TextFormat
  /** For CSV; found by itself when undefined. */
  delimiter?: string
  /** For CSV; empty when cells are never quoted; found by itself when undefined. */
  quote?: string
  /** For JSON: keys to the list of users, joined by dots; `$` for the top. Found by itself when undefined. */
  jsonPath?: string
  /** For CSV without a header: the names of the columns, in order. */
  columns?: readonly string[]
  /** For CSV: whether there is a header line; found out by itself when undefined. False needs `columns`. */
  header?: boolean
  /** For CSV: how quotes and line ends inside cells are written; found by itself when undefined. */
  escape?: CsvEscape
  /** For CSV: nothing but RFC 4180 is read, and no encoding is guessed: no row is filled, cut or passed over. */
  strict?: boolean
  /** Of all files, by the label that TextDecoder knows; found by itself when undefined. */
  encoding?: string
  /** Read for the path `-`. */
  stdin: AsyncIterable<Uint8Array>
  /** Holds what is read against the fingerprints of the files. */
  watch?: InputWatch | undefined
  /** Name of the file inside an archive; found by itself when undefined. */
  member?: string | undefined
  /** Name or number of the sheet of a workbook. */
  sheet?: string | undefined
  /** Table of a SQL dump, or element of XML; found by itself when undefined. */
  table?: string | undefined
  /** Gets what the readers notice about the form of the files. */
  notes?: InputNotes
  /** For CSV: what becomes of the cells of a row; an object with the columns' names when undefined. */
  createRowBuilder?: (columns: readonly string[]) => RowBuilder
  /** For JSON: takes the texts of sound records, to be made records elsewhere. */
  packer?: RecordPacker | undefined
  signal?: AbortSignal
}
