import { access } from 'node:fs/promises'
import { basename, join, resolve } from 'node:path'
import { readEntries } from '../../checkpoint/read-checkpoint.js'
import { locateRun, type RunFolder } from '../../checkpoint/run-folder.js'
import { MigrationError } from '../../outcome/migration-error.js'
import { type ReportFormat, reportFormats, writeReport, writeReportFile } from '../../report/write-report.js'
import type { CommandContext, CommonFlags } from '../context.js'
import { findOnlyRun } from '../status/status.js'
import { toolVersion } from '../tool-version.js'

export interface ReportFlags extends CommonFlags {
  format?: string
  out?: string
  showPersonalData?: boolean
}

/**
 * Makes a report of a run, also of one that is under way: nothing but the report is written. 0 when the report is
 * made, whatever it says.
 */
export const runReportCommand = async (
  context: CommandContext,
  operands: string[],
  flags: ReportFlags,
): Promise<number> => {
  const { stdout, stderr, effects } = context
  const isPlainJson = flags.json === true && flags.format === undefined && flags.out === undefined
  const format = readFormat(isPlainJson ? 'json' : (flags.format ?? formatOf(flags.out)))
  const folder = operands[0] ?? (await findOnlyRun(context.folder))
  const run = locateRun(folder)
  await mustExist(run)
  const out = isPlainJson ? '-' : (flags.out ?? defaultFile(run, format))
  const showPersonalData = flags.showPersonalData === true
  const options = { run, format, showPersonalData, toolVersion, nowMs: effects.now() }

  if (out === '-') {
    if (flags.json === true && format !== 'json') {
      throw usage(`--json prints one JSON document and --out - the ${format} report: leave one of them out`)
    }
    await writeReport(options, stdout)
    return 0
  }
  await refuseOverwriting(run, out)
  const data = await writeReportFile(options, out)
  if (flags.json === true) {
    const { records, problems, counts } = data
    stdout(
      `${JSON.stringify({ run: folder, format, out, status: data.run.status, records, problems, counts })}\n`,
    )
  } else {
    stdout(`${out}\n`)
  }
  if (showPersonalData) stderr(`${out} holds personal data: handle it as you handle the export.\n`)
  return 0
}

const readFormat = (text: string): ReportFormat => {
  const format = reportFormats.find((name) => name === text)
  if (format === undefined) throw usage(`--format takes ${reportFormats.join(', ')}, got "${text}"`)
  return format
}

/** By the ending of the file; html where that says nothing. */
const formatOf = (out: string | undefined): string =>
  reportFormats.find((format) => out?.toLowerCase().endsWith(`.${format}`)) ?? 'html'

const defaultFile = (run: RunFolder, format: ReportFormat): string =>
  format === 'html' ? run.report : join(run.folder, `report.${format}`)

const mustExist = async ({ folder, checkpoint }: RunFolder): Promise<void> => {
  await access(checkpoint).catch((cause: unknown) => {
    throw new MigrationError('checkpoint', 'checkpoint_absent', `there is no checkpoint in ${folder}`, {
      cause,
    })
  })
}

/** Everything in the run folder is needed, the checkpoint most of all, and so are the exports. */
const refuseOverwriting = async ({ folder, checkpoint }: RunFolder, out: string): Promise<void> => {
  const isInRun = resolve(out, '..') === resolve(folder)
  if (isInRun && !/^report\b/.test(basename(out))) {
    throw usage(`--out ${out} lies among the files of the run: name it report… or put it elsewhere`)
  }
  for await (const entries of readEntries(checkpoint)) {
    const header = entries.find((entry) => entry.t === 'run')
    if (header?.input.some(({ path }) => resolve(path) === resolve(out)) === true) {
      throw usage(`--out would overwrite ${out}, which was imported: name another file`)
    }
    return
  }
}

const usage = (message: string): MigrationError => new MigrationError('usage', 'flag_invalid', message)
