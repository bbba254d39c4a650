import { formatCount, formatDuration } from './format.js'
import { formatMs } from './page/latency-chart.js'
import { invitationLabels, outcomeLabels, reasonLabels, statusLabels } from './page/report-labels.js'
import { listWithoutPassword } from './page/without-password-section.js'
import type { ReportData, ReportRecord } from './report-schema.js'

/** Longer lists belong into a file, not into a ticket. */
const mostRecords = 50
const mostCell = 300

/** The report for a ticket or a chat: headings and tables, the first 50 records. Piece by piece. */
export async function* writeMarkdown(
  data: ReportData,
  records: AsyncIterable<ReportRecord>,
): AsyncGenerator<string> {
  yield* describeRun(data)
  yield table(
    'Why',
    ['Code', 'Times', 'What became of the record', 'Meaning'],
    data.reasons.map(({ code, count, outcome, meaning }) => [
      code,
      count,
      reasonLabels[outcome].text,
      meaning ?? '',
    ]),
  )
  yield* describePace(data)
  yield* describeInput(data)
  yield table(
    'Without a working password',
    ['What they have', 'Users', ''],
    listWithoutPassword(data).map(({ label, count, note }) => [label, count, note ?? '']),
  )
  yield* describeAfter(data)
  yield* describeRecords(data, records)
}

function* describeRun({ run, counts, records, unknown, unfinished }: ReportData): Generator<string> {
  yield `# Migration report: ${statusLabels[run.status].text}\n\n`
  yield `${escapeText(run.files.join(', '))} (${escapeText(run.source)}) to ${escapeText(run.endpoint)}, begun ${run.startedAt}, ${formatDuration(run.workSeconds)} of work. Run ${escapeText(run.folder)}.\n\n`
  if (run.pass > 1) yield `Numbers of records are those of pass ${run.pass}, over the newest export.\n\n`
  const rows: [string, number][] = [
    ...Object.entries(outcomeLabels).map(([name, { text }]): [string, number] => [text, counts[name] ?? 0]),
    ['Steps or memberships refused', counts['failedUnits'] ?? 0],
    ['Gone from the newer export', counts['vanished'] ?? 0],
    ['Kept their old password', counts['keptPasswords'] ?? 0],
    ['There, with steps or memberships to come', unfinished],
    ['Begun, without a known outcome', unknown],
  ]
  const filled = rows.filter(([, count]) => count > 0)
  yield table('Outcomes', ['Outcome', 'Records'], [...filled, ['All with an outcome', records]])
}

function* describePace({ latency, rate, run, sessions, pauses }: ReportData): Generator<string> {
  const users = rate.buckets.reduce(
    (sum, { arrived, existing, failed }) => sum + arrived + existing + failed,
    0,
  )
  const perSecond = run.workSeconds < 1 ? undefined : users / run.workSeconds
  yield table(
    'Pace',
    ['', ''],
    [
      ['Users settled with the target', users],
      ...(perSecond === undefined ? [] : [['Users a second', perSecond.toFixed(1)]]),
      ['Sessions', sessions.length],
      ...(latency === null
        ? []
        : [
            ['Create, median', formatMs(latency.p50Ms)],
            ['Create, 95 %', formatMs(latency.p95Ms)],
            ['Create, 99 %', formatMs(latency.p99Ms)],
            ['Create, longest', formatMs(latency.maxMs)],
          ]),
      ...pauses.map(({ reason, count, seconds }) => [
        `Paused: ${reason}`,
        `${formatCount(count)} times, ${formatDuration(seconds)}`,
      ]),
    ],
  )
}

function* describeInput({ input }: ReportData): Generator<string> {
  if (input === null) return
  yield table('Passwords', ['Logto gets', 'Users'], sortCounts(input.passwords))
  yield table('Old passwords', ['How they work', 'Users'], listOldPasswords(input))
  const rows = (tallies: typeof input.losses): Cell[][] =>
    tallies.map(({ code, count, example }) => [code, count, example ?? ''])
  yield table('What could not come over', ['Kind', 'Times', 'Example'], rows(input.losses))
  yield table('What was changed so that it goes in', ['Change', 'Times', 'Example'], rows(input.changes))
  yield table('Kept out as secret', ['Name', 'Users'], sortCounts(input.keptOut))
}

const listOldPasswords = ({ oldPasswords }: NonNullable<ReportData['input']>): Cell[][] =>
  oldPasswords === undefined || oldPasswords.firstSignIn + oldPasswords.mustReset === 0
    ? []
    : [
        ['At once', oldPasswords.converted],
        ['At the first sign-in', oldPasswords.firstSignIn],
        ['Must be reset', oldPasswords.mustReset],
      ]

function* describeAfter({ invitations, differences, signIns }: ReportData): Generator<string> {
  if (invitations !== null) {
    const { codes, ...states } = invitations
    yield table(
      'Invitations to organizations',
      ['State', 'Invitations'],
      [
        ...Object.entries(states).map(([name, count]): Cell[] => [
          invitationLabels[name]?.text ?? name,
          count,
        ]),
        ...sortCounts(codes),
      ],
    )
  }
  if (differences !== null) {
    yield table(
      'Differences from the source',
      ['Field', 'Users'],
      [
        ['All users that differ', differences.users],
        ['The user is missing', differences.missing],
        ...sortCounts(differences.fields),
      ],
    )
  }
  if (signIns === null) return
  yield table(
    'Sign-ins after the switch-over',
    ['', 'Count'],
    [
      ['Users who have signed in', signIns.signedIn],
      ['Users who have not come yet', signIns.never],
      ...(signIns.oldPasswords === undefined
        ? []
        : [
            ['Old passwords used', signIns.oldPasswords.used] satisfies Cell[],
            ['Old passwords not used yet', signIns.oldPasswords.waiting] satisfies Cell[],
          ]),
      ...sortCounts(signIns.byMethod).map(([name, count]): Cell[] => [`With ${name}`, count ?? 0]),
      ...sortCounts(signIns.failuresByReason).map(([name, count]): Cell[] => [`Failed: ${name}`, count ?? 0]),
    ],
  )
}

async function* describeRecords(
  { problems, hasPersonalData }: ReportData,
  records: AsyncIterable<ReportRecord>,
): AsyncGenerator<string> {
  if (problems === 0) return
  const rows: Cell[][] = []
  for await (const { ordinal, place, sourceKey, outcome, codes, message } of records) {
    rows.push([
      ordinal,
      place ?? '',
      sourceKey ?? '',
      `${reasonLabels[outcome].text}: ${codes.join(', ')}`,
      message,
    ])
    if (rows.length === mostRecords) break
  }
  yield table(
    'Records that did not go in as planned',
    ['Record', 'Place', 'Source key', 'Outcome', 'Message'],
    rows,
  )
  if (problems > rows.length) yield `The first ${rows.length} of ${formatCount(problems)}.\n\n`
  if (!hasPersonalData) yield 'Personal data is shortened.\n'
}

type Cell = string | number

const sortCounts = (counts: Record<string, number>): Cell[][] =>
  Object.entries(counts).sort(([, a], [, b]) => b - a)

const table = (title: string, heads: string[], rows: Cell[][]): string => {
  if (rows.length === 0) return ''
  const line = (cells: string[]): string => `| ${cells.join(' | ')} |`
  // Numbers stand right.
  const rules = heads.map((_, index) => (typeof rows[0]?.[index] === 'number' ? '---:' : '---'))
  const lines = [line(heads), line(rules), ...rows.map((row) => line(row.map(formatCell)))]
  return `## ${title}\n\n${lines.join('\n')}\n\n`
}

const formatCell = (cell: Cell): string =>
  typeof cell === 'number'
    ? formatCount(cell)
    : escapeText(cell.length > mostCell ? `${cell.slice(0, mostCell)}…` : cell)

/** Text that stays text: neither markup nor HTML, nor the end of a cell, nor a mention of somebody. */
const escapeText = (text: string): string =>
  text
    .replace(/[\r\n\t]+/g, ' ')
    .replace(/[\\`*~[\]|#]|(?<!\w)_|_(?!\w)/g, '\\$&')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replace(/(?<!\w)@/g, '&#64;')
