import type { Settings } from '../../config/settings.js'
import type { InputNotes } from '../../source/input/input-notes.js'
import type { InputOptions } from '../../source/input/input-options.js'
import type { JobContext } from '../job-context.js'

/** How the files are read, as far as flags and config say so. */
export const chooseInputOptions = (
  settings: Settings,
  { stdin, stop }: Pick<JobContext, 'stdin' | 'stop'>,
  notes: InputNotes,
): InputOptions => ({
  format: settings.format,
  delimiter: settings.delimiter,
  escape: settings.csv.escape,
  header: settings.csv.header,
  columns: settings.csv.columnNames,
  encoding: settings.encoding,
  strict: settings.strict,
  jsonPath: settings.jsonPath,
  member: settings.member,
  sheet: settings.sheet,
  table: settings.table,
  stdin,
  signal: stop,
  notes,
})
