import { access } from 'node:fs/promises'
import { basename, dirname, extname, join, resolve } from 'node:path'
import { readEntries } from '../checkpoint/read-checkpoint.js'
import { locateRun, type RunFolder } from '../checkpoint/run-folder.js'
import type { Effects } from '../effects/effects.js'
import { systemEffects } from '../effects/system-effects.js'
import { MigrationError } from '../outcome/migration-error.js'
import { isDevice } from '../outcome/output-file.js'
import type { ReportData } from '../report/report-schema.js'
import { writePeopleCsv } from '../report/run-files/people-left.js'
import * as reports from '../report/write-report.js'
import { runPathOrOnly } from './run-path.js'
import { toolVersion } from './tool-version.js'

export interface WriteReportOptions {
  /** Folder of the run. Default: the only one in `.migrate`. */
  run?: string | undefined
  /** `html`, `json`, `md` or `csv`. Default: by the ending of `out`, else `html`. */
  format?: string | undefined
  /** Default: a file in the run's folder. */
  out?: string | undefined
  /** Gets the text of the report in place of a file. */
  write?: ((text: string) => void) | undefined
  showPersonalData?: boolean | undefined
  /** Default: the working directory. */
  folder?: string | undefined
  effects?: Pick<Effects, 'now'> | undefined
}

export interface WrittenReport {
  /** Folder of the run. */
  run: string
  format: reports.ReportFormat
  /** Undefined where `write` got it. */
  out: string | undefined
  /** Undefined where `write` got it: it may be larger than memory. */
  data: ReportData | undefined
  /** Who is to be written to, as CSV beside the report; undefined where nobody is, or `logs --run` was not called. */
  people: string | undefined
}

/** Makes a report of a run, also of one that is under way: nothing but the report is written. */
export const writeReport = async (options: WriteReportOptions): Promise<WrittenReport> => {
  const format = readFormat(options.format ?? formatOf(options.out))
  const folder = await runPathOrOnly(options.run, options.folder ?? '.')
  const run = locateRun(folder)
  await mustExist(run)
  const { now } = options.effects ?? systemEffects
  const showPersonalData = options.showPersonalData === true
  const settings = { run, format, showPersonalData, toolVersion, nowMs: now() }
  if (options.write !== undefined) {
    await reports.writeReport(settings, options.write)
    return { run: folder, format, out: undefined, data: undefined, people: undefined }
  }
  const out = options.out ?? defaultFile(run, format)
  await refuseOverwriting(run, out)
  const data = await reports.writeReportFile(settings, out)
  const people = await writePeople(run, out, data)
  return { run: folder, format, out, data, people }
}

/** Beside the report, for those who write mails; reports for programs have the numbers alone. */
const writePeople = async (run: RunFolder, out: string, data: ReportData): Promise<string | undefined> => {
  if ((data.withoutPassword?.left?.all ?? 0) === 0) return undefined
  if (isDevice(out)) return undefined
  const path = join(dirname(out), `${basename(out, extname(out))}-people.csv`)
  await refuseOverwriting(run, path)
  await writePeopleCsv(run, path, data.hasPersonalData)
  return path
}

const readFormat = (text: string): reports.ReportFormat => {
  const format = reports.reportFormats.find((name) => name === text)
  if (format === undefined) throw usage(`--format takes ${reports.reportFormats.join(', ')}, got "${text}"`)
  return format
}

/** By the ending of the file; html where that says nothing. */
const formatOf = (out: string | undefined): string =>
  reports.reportFormats.find((format) => out?.toLowerCase().endsWith(`.${format}`)) ?? 'html'

const defaultFile = (run: RunFolder, format: reports.ReportFormat): string =>
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
