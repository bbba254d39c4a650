import type { FileHandle } from 'node:fs/promises'
import { escapeControls } from '../outcome/escape-controls.js'
import { MigrationError } from '../outcome/migration-error.js'
import { replaceOutputFile } from '../outcome/output-file.js'
import { type GatherOptions, gatherReport } from './gather-report.js'
import { maskReportRecord, readReportRecords } from './report-records.js'
import { writeCsv } from './report-csv.js'
import { writeHtml } from './page/report-html.js'
import { writeJson } from './report-json.js'
import { writeMarkdown } from './report-markdown.js'
import type { ReportData, ReportRecord } from './report-schema.js'

export const reportFormats = ['html', 'md', 'csv', 'json'] as const
export type ReportFormat = (typeof reportFormats)[number]

/** Pieces go together up to this length, so that a row does not cost a write. */
const pieceLength = 1 << 16

/**
 * Makes a report and hands it over piece by piece, so that none is too long for the memory.
 *
 * @param write called with one piece after the other
 */
export const writeReport = async (
  options: GatherOptions & { format: ReportFormat },
  write: (text: string) => Promise<unknown> | void,
): Promise<ReportData> => {
  const { run, format, showPersonalData } = options
  const { data, tally } = await gatherReport(options)
  const entries = readReportRecords(run, tally)
  const records = showPersonalData ? entries : maskAll(entries)
  const pieces = format === 'csv' ? writeCsv(run, tally, showPersonalData) : writers[format](data, records)
  let text = ''
  for await (const piece of pieces) {
    text += piece
    if (text.length < pieceLength) continue
    await write(text)
    text = ''
  }
  if (text !== '') await write(text)
  return data
}

const writers = { html: writeHtml, md: writeMarkdown, json: writeJson }

async function* maskAll(records: AsyncIterable<ReportRecord>): AsyncGenerator<ReportRecord> {
  for await (const record of records) yield maskReportRecord(record)
}

/**
 * Makes a report in a file that only its owner can read; an earlier one stays until the new one is whole.
 *
 * @throws MigrationError `report_unwritable`
 */
export const writeReportFile = async (
  options: GatherOptions & { format: ReportFormat },
  path: string,
): Promise<ReportData> => {
  try {
    return await replaceOutputFile(path, (file) => writeInto(file, path, options))
  } catch (cause) {
    throw cause instanceof MigrationError ? cause : unwritable(path, cause)
  }
}

const writeInto = (
  file: FileHandle,
  path: string,
  options: GatherOptions & { format: ReportFormat },
): Promise<ReportData> =>
  writeReport(options, async (text) => {
    await file.appendFile(escapeControls(text)).catch((cause: unknown) => {
      throw unwritable(path, cause)
    })
  })

const unwritable = (path: string, cause: unknown): MigrationError =>
  new MigrationError(
    'output',
    'report_unwritable',
    `cannot write ${path} (${cause instanceof Error ? cause.message : 'unknown reason'}): choose another file with --out`,
    { cause },
  )
