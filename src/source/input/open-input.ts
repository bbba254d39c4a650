import { MigrationError } from '../../outcome/migration-error.js'
import { isReadOnce } from '../bytes/is-read-once.js'
import { openPacked } from '../archives/open-packed.js'
import { openDump } from './open-dump.js'
import { openXml } from './open-xml.js'
import { readTextTable } from '../table/read-text-table.js'
import { openTextFile, openTextStream, sampleBytes, type OpenText } from './open-text.js'
import { readFileBytes } from '../bytes/read-file-bytes.js'
import { readCsv } from '../csv/read-csv.js'
import { isBinary } from '../bytes/is-binary.js'
import { newlineOf } from '../csv/sample-rows.js'
import { readTableHead } from '../csv/read-table-head.js'
import { sniffBlanks, sniffEscape } from '../csv/sniff-escape.js'
import { readJson } from '../json/read-json.js'
import { readLdif } from '../ldif/read-ldif.js'
import { readNdjson } from '../json/read-ndjson.js'
import { RecordCounter } from './record-counter.js'
import { sniffDelimiter } from '../csv/sniff-delimiter.js'
import { sniffText, type TextFormat } from '../sniff/sniff-text.js'
import { isWorthAWorker, readInWorker } from '../worker/read-in-worker.js'
import { singleByte, type CsvDialect } from '../csv/csv-dialect.js'
import type { InputOptions } from './input-options.js'
import type { SourceRecord } from '../source-record.js'
import type { WorkerInput } from '../worker/worker-messages.js'

/**
 * All records of the files, in order and in batches of some hundred: good ones, and those that could not be
 * read, as values. One file is open at a time, and is closed when the consumer stops.
 *
 * @param paths as `expandPaths` gives them
 * @throws MigrationError when a file cannot be opened, or when its records cannot be told apart at all: an
 *   unknown format, an ambiguous header, a `jsonPath` that leads nowhere
 */
export const openInput = async function* (
  paths: readonly string[],
  options: InputOptions,
): AsyncGenerator<SourceRecord[], void, undefined> {
  const counter = new RecordCounter(options.notes)
  for (const path of paths) {
    counter.file = path
    const packed = (await isReadOnce(path)) ? undefined : await openPacked(path, options)
    counter.rowOf = packed?.rowOf ?? ((line) => line)
    if (packed !== undefined) counter.note(packed.note.code, 1, packed.note.message)
    const text = await openText(path, options, packed?.bytes)
    const mayUseWorker = packed === undefined && !isElsewhere(options)
    if (text.guessedBy !== undefined) counter.note('encoding_guessed', 1, describeGuess(text))
    try {
      const how = { ...options, mayUseWorker }
      for await (const batch of readFile(text, packed?.name ?? path, how, counter)) {
        await options.watch?.check(path)
        yield batch
      }
    } finally {
      await text.window.close()
    }
  }
}

/** Whether somebody else makes the records of what is read. */
const isElsewhere = ({ createRowBuilder, packer }: InputOptions): boolean =>
  createRowBuilder !== undefined || packer !== undefined

/** @param unpacked the bytes of the file inside, where the path names an archive or a workbook */
const openText = async (
  path: string,
  options: InputOptions,
  unpacked: AsyncIterable<Uint8Array> | undefined,
): Promise<OpenText> => {
  const { stdin, signal, encoding, strict: isStrict, watch } = options
  const how = { signal, encoding, isStrict, watch }
  if (unpacked !== undefined) return openTextStream(unpacked, how)
  if (path === '-') return openTextStream(stdin, how)
  if (await isReadOnce(path)) return openTextStream(readFileBytes(path, signal), how)
  return openTextFile(path, how)
}

const describeGuess = ({ encoding, guessedBy }: OpenText): string =>
  `The bytes are not UTF-8 and were read as ${encoding}: ${guessedBy?.join(', ')}. If that is wrong, say the encoding by --encoding.`

interface FileOptions extends InputOptions {
  /** It stands on the disk under its path, and nobody wants its cells as they are. */
  mayUseWorker: boolean
}

const readFile = async function* (
  text: OpenText,
  path: string,
  options: FileOptions,
  counter: RecordCounter,
): AsyncGenerator<SourceRecord[]> {
  const { window } = text
  await window.begin(sampleBytes)
  const isHopeless = window.buffer.length === 0 && window.damage !== undefined
  let last: SourceRecord | undefined
  for await (const batch of isHopeless ? [] : await readText(text, path, options, counter)) {
    options.signal?.throwIfAborted()
    yield batch
    last = batch.at(-1)
  }
  if (window.damage === undefined || last?.problem === window.damage) return
  yield [counter.bad(window.line, window.damage, '')]
}

const readText = async (
  { window, decoding }: OpenText,
  path: string,
  options: FileOptions,
  counter: RecordCounter,
): Promise<AsyncIterable<SourceRecord[]>> => {
  const sample = window.buffer.toString('utf8', 0, sampleBytes)
  const format = options.format === 'auto' ? chooseFormat(sample, path, options) : options.format
  if (format === 'yaml') {
    const { readYaml } = await import('../yaml/read-yaml.js')
    return readYaml(window, counter.file, options.jsonPath, counter)
  }
  if (format === 'table') return readTextTable(window, counter)
  if (format === 'sql') return openDump(window, sample, options, counter)
  if (format === 'xml') return openXml(window, options, counter)
  if (format === 'ldif') return readLdif(window, decoding, counter)
  if (options.mayUseWorker && (await isWorthAWorker(path))) {
    return readElsewhere(path, format, options, counter)
  }
  if (format === 'ndjson') return readNdjson(window, decoding, counter, options.packer)
  if (format === 'json') return readJson(window, options.jsonPath, decoding, counter, options.packer)
  const dialect = dialectOf(sample, format, options)
  const { columns, header: hasHeader } = options
  if (dialect.escape === 'backslash') counter.note('csv_backslash', window.line)
  if (dialect.hasBlanks === true) counter.note('csv_blanks', window.line)
  const head = await readTableHead(window, dialect, counter, { columns, hasHeader, sampleBytes })
  const buildRow = head === undefined ? undefined : options.createRowBuilder?.(head.columns)
  return head === undefined ? noRecords() : readCsv(window, dialect, head, decoding, counter, buildRow)
}

/** The file is opened once more, by the thread that reads it. */
const readElsewhere = (
  path: string,
  format: WorkerInput['options']['format'],
  { delimiter, quote, jsonPath, columns, header, escape, strict, encoding, watch, signal }: InputOptions,
  counter: RecordCounter,
): AsyncIterable<SourceRecord[]> => {
  const how = { format, delimiter, quote, jsonPath, columns, header, escape, strict, encoding }
  return readInWorker({ path, options: how, watched: watch?.fileAt(path) }, counter, signal)
}

const noRecords = async function* (): AsyncGenerator<SourceRecord[]> {
  // A file without a header has none.
}

const chooseFormat = (sample: string, path: string, options: InputOptions): TextFormat => {
  const { format, evidence, isRefused } = sniffText(sample, path)
  if (format !== 'unknown') return options.jsonPath !== undefined && format === 'ndjson' ? 'json' : format
  const isNamed = options.delimiter !== undefined || options.columns !== undefined
  if (isNamed && isRefused !== true && !isBinary(sample)) return 'csv'
  const message = isRefused
    ? `Cannot read ${path}, which is ${evidence.join('; ')}.`
    : `Cannot tell the format of ${path} (${evidence.join('; ')}). Say it by --format csv, json, ndjson, ldif, yaml, sql, table or xml.`
  throw new MigrationError('input', 'input_format', message)
}

const dialectOf = (sample: string, format: 'csv' | 'tsv', options: InputOptions): CsvDialect => {
  const known = options.delimiter ?? (format === 'tsv' ? '\t' : undefined)
  const { delimiter, quote } = sniffDelimiter(sample, known, options.quote)
  if (singleByte(delimiter) === -1 || (quote !== '' && singleByte(quote) === -1)) {
    const message = `Delimiter and quote are one ASCII character each; got delimiter ${JSON.stringify(delimiter)}, quote ${JSON.stringify(quote)}.`
    throw new MigrationError('input', 'input_dialect', message)
  }
  const isStrict = options.strict === true
  const dialect = { delimiter, quote, newline: newlineOf(sample), isStrict }
  const escape = options.escape ?? (isStrict ? 'doubled' : sniffEscape(sample, dialect))
  const hasBlanks = !isStrict && escape === 'doubled' && sniffBlanks(sample, dialect)
  return { ...dialect, escape, hasBlanks }
}
