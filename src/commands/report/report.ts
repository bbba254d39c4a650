import { writeReport } from '../../jobs/write-report.js'
import { MigrationError } from '../../outcome/migration-error.js'
import type { CommandContext, CommonFlags } from '../../terminal/command-context.js'

export interface ReportFlags extends CommonFlags {
  format?: string
  out?: string
  showPersonalData?: boolean
}

/** Makes a report of a run. 0 when it is made, whatever it says. */
export const runReportCommand = async (
  { stdout, stderr, effects, folder }: CommandContext,
  [run]: string[],
  { json, format, out, showPersonalData }: ReportFlags,
): Promise<number> => {
  const isPlainJson = json === true && format === undefined && out === undefined
  const isPrinted = isPlainJson || out === '-'
  const given = isPlainJson ? 'json' : format
  if (json === true && out === '-' && format !== 'json') {
    throw new MigrationError(
      'usage',
      'flag_invalid',
      `--json prints one JSON document and --out - the ${format ?? 'html'} report: leave one of them out`,
    )
  }
  const options = { run, format: given, showPersonalData, folder, effects }
  const written = await writeReport(isPrinted ? { ...options, write: stdout } : { ...options, out })
  const { data } = written
  if (data === undefined) return 0
  if (json === true) {
    const { records, problems, counts } = data
    const { status } = data.run
    stdout(
      `${JSON.stringify({ run: written.run, format: written.format, out: written.out, people: written.people, status, records, problems, counts })}\n`,
    )
  } else
    stdout([written.out, written.people].flatMap((path) => (path === undefined ? [] : `${path}\n`)).join(''))
  if (showPersonalData === true)
    stderr(`${written.out} holds personal data: handle it as you handle the export.\n`)
  return 0
}
