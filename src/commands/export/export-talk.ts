import type { ExportPreview } from '../../jobs/export-users.js'
import type { ExportEvent } from '../../export/export-options.js'
import type { Manifest } from '../../export/manifest/manifest-schema.js'
import { formatCount } from '../../report/format.js'
import type { CommandContext, CommonFlags } from '../../terminal/command-context.js'
import { createTextTable } from '../../terminal/text-table.js'

const plainIntervalMs = 10_000
const terminalIntervalMs = 1_000

/** Says how far an export is: a line now and then, or an event a line with --json. */
export class ExportTalk {
  readonly #context: CommandContext
  readonly #isJson: boolean
  readonly #intervalMs: number
  #toldAtMs = Number.NEGATIVE_INFINITY

  constructor(context: CommandContext, flags: CommonFlags) {
    this.#context = context
    this.#isJson = flags.json === true
    this.#intervalMs = context.isTerminal ? terminalIntervalMs : plainIntervalMs
  }

  take(event: ExportEvent): void {
    const nowMs = this.#context.effects.now()
    if (event.type === 'progress') {
      if (nowMs - this.#toldAtMs < this.#intervalMs) return
      this.#toldAtMs = nowMs
    }
    this.#context.stderr(`${this.#isJson ? encode(event, nowMs) : describe(event)}\n`)
  }
}

const encode = (event: ExportEvent, nowMs: number): string =>
  JSON.stringify(
    event.type === 'start'
      ? {
          type: 'export-start',
          at: new Date(nowMs).toISOString(),
          folder: event.folder,
          isResumed: event.isResumed,
          parts: event.outlook.parts.map(({ name, total }) => ({ name, total })),
        }
      : { ...event, type: `export-${event.type}`, at: new Date(nowMs).toISOString() },
  )

const describe = (event: ExportEvent): string => {
  switch (event.type) {
    case 'start': {
      const what = event.isResumed ? 'Going on with the export' : 'Exporting'
      const how = event.outlook.systemVersion === undefined ? '' : ` from ${event.outlook.systemVersion}`
      return `${what}${how} to ${event.folder}`
    }
    case 'progress': {
      const of = event.total === undefined ? '' : ` of ${formatCount(event.total)}`
      return `${event.file}: ${formatCount(event.records)}${of}`
    }
    case 'restart':
      return `${event.part}: the place to go on from is gone; reading from the beginning`
    default:
      return Object.entries(event.files)
        .map(([file, records]) => `${file}: ${formatCount(records)}, done`)
        .join('\n')
  }
}

/** What --dry-run says. */
export const describePreview = (outlook: ExportPreview): string => {
  const rows = outlook.parts.map(({ name, total }) => [
    name,
    total === undefined ? 'not told in advance' : formatCount(total),
  ])
  const mapping = outlook.mapping?.columns ?? []
  const lines = [
    `${outlook.system} through ${outlook.systemVersion ?? outlook.via}`,
    ...(outlook.preset === undefined ? [] : [`Read by the preset ${outlook.preset}.`]),
    '',
    renderTable(['file', 'rows'], rows),
    ...(outlook.columns === undefined ? [] : [`Columns of users: ${outlook.columns.join(', ')}`]),
    ...(mapping.length === 0
      ? []
      : [
          '',
          `Recognised as ${outlook.mapping!.preset}. What becomes of the columns:`,
          renderTable(
            ['column', 'goes to'],
            mapping.map(({ column, goesTo, fate }) => [
              column,
              fate === 'used' ? goesTo : `${goesTo} (${fate})`,
            ]),
          ),
        ]),
    ...(outlook.mapping?.guesses ?? []).map(({ column, path, why }) => `${column} may be ${path}: ${why}`),
    ...(outlook.permissions ?? []),
    ...outlook.withheld,
    outlook.snapshot === 'transaction'
      ? 'All tables are read as they are at one moment.'
      : 'Rows are read as they come by: what changes meanwhile may be in or not.',
    'Nothing was written.',
  ]
  return `${lines.join('\n')}\n`
}

/** What the operator has now, and what comes next. */
export const describeEnd = (folder: string, manifest: Manifest): string => {
  const rows = manifest.files.map(({ path, records, bytes }) => [
    path,
    formatCount(records),
    formatCount(bytes),
  ])
  const lines = [
    renderTable(['file', 'records', 'bytes'], rows),
    ...manifest.withheld,
    ...(manifest.sessions.length > 1
      ? [
          `Read in ${manifest.sessions.length} sessions, each as of its own moment: import --delta of a later export brings what changed in between.`,
        ]
      : []),
    'The files hold password hashes, and are readable by you alone.',
    '',
    `Next: logto-migrate check ${folder}`,
  ]
  return `${lines.join('\n')}\n`
}

const renderTable = (columns: readonly string[], rows: readonly (readonly string[])[]): string => {
  let text = ''
  createTextTable(columns, (more) => {
    text += more
  }).add(rows)
  return text
}
