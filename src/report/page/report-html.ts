import { createHash } from 'node:crypto'
import { type Bar, drawBarTable, type Tone } from './bar-table.js'
import { escapeHtml } from './escape-html.js'
import { formatCount, formatDuration } from '../format.js'
import { drawLatencyChart } from './latency-chart.js'
import { drawRateChart } from './rate-chart.js'
import { drawRecordTable } from './record-table.js'
import { formatTime, invitationLabels, outcomeLabels, reasonLabels, statusLabels } from './report-labels.js'
import type { ReportData, ReportRecord } from '../report-schema.js'
import { reportScript } from './report-script.js'
import { reportStyle } from './report-style.js'
import { drawSessions } from './session-table.js'
import { drawSignIns } from './sign-in-section.js'
import { drawWithoutPassword } from './without-password-section.js'

/** The report as one HTML page that needs nothing else: no file, no server, no network. Piece by piece. */
export async function* writeHtml(
  data: ReportData,
  records: AsyncIterable<ReportRecord>,
): AsyncGenerator<string> {
  yield drawHead(data)
  yield `<body>${drawHeader(data)}<main>${drawTiles(data)}<div class="cards">`
  yield drawOutcomes(data)
  yield drawPasswords(data)
  yield drawReasons(data)
  yield drawRateChart(data)
  yield drawLatencyChart(data)
  yield drawPauses(data)
  yield drawSessions(data)
  yield drawTallies(data)
  yield drawInvitations(data)
  yield drawDifferences(data)
  yield drawWithoutPassword(data)
  yield drawSignIns(data)
  yield* drawRecordTable(data, records)
  yield `</div></main>${drawFooter(data)}<script>${reportScript}</script></body></html>\n`
}

const drawHead = ({ run }: ReportData): string => {
  const policy = `default-src 'none'; style-src 'sha256-${hashOf(reportStyle)}'; script-src 'sha256-${hashOf(reportScript)}'; img-src data:; base-uri 'none'; form-action 'none'`
  return (
    '<!doctype html><html lang="en"><head><meta charset="utf-8">' +
    `<meta http-equiv="Content-Security-Policy" content="${policy}">` +
    '<meta name="viewport" content="width=device-width,initial-scale=1"><meta name="referrer" content="no-referrer">' +
    '<meta name="robots" content="noindex"><link rel="icon" href="data:,">' +
    `<title>Migration report: ${escapeHtml(run.folder)}</title><style>${reportStyle}</style></head>`
  )
}

const hashOf = (text: string): string => createHash('sha256').update(text).digest('base64')

const drawHeader = ({ run, hasPersonalData }: ReportData): string => {
  const { text, tone } = statusLabels[run.status]
  const pass =
    run.pass > 1 ? ` Numbers of records are those of pass ${run.pass}, over the newest export.` : ''
  const warning = hasPersonalData ? ' This page holds personal data.' : ''
  return (
    `<header><h1>Migration report <span class="status ${tone}">${text}</span></h1>` +
    `<p class="lead">${escapeHtml(run.files.join(', '))} (${escapeHtml(run.source)}${run.shard === undefined ? '' : `, shard ${escapeHtml(run.shard)}`}) to ${escapeHtml(run.endpoint)}</p>` +
    `<p class="lead">Begun ${escapeHtml(formatTime(run.startedAt))}, ${formatDuration(run.workSeconds)} of work.${pass}${warning}</p></header>`
  )
}

const drawTiles = ({ counts, records, unknown, unfinished }: ReportData): string => {
  const count = (name: string): number => counts[name] ?? 0
  const tiles: [number, string, Tone][] = [
    [records, 'records with an outcome', 'neutral'],
    [count('created') + count('adopted'), 'arrived', 'good'],
    [count('updated'), 'updated', 'good'],
    [count('unchanged'), 'unchanged', 'neutral'],
    [count('existing'), 'were there before', 'neutral'],
    [count('rejected'), 'rejected', 'warn'],
    [count('failed'), 'refused by Logto', 'bad'],
    [count('failedUnits'), 'steps or memberships refused', 'bad'],
    [count('vanished'), 'gone from the newer export', 'neutral'],
    [count('keptPasswords'), 'kept their old password', 'warn'],
    [unfinished, 'with steps to come', 'warn'],
    [unknown, 'without a known outcome', 'warn'],
  ]
  const always = 2
  const items = tiles
    .filter(([number], index) => number > 0 || index < always)
    .map(
      ([number, label, tone]) =>
        `<li class="${tone}"><b>${formatCount(number)}</b><span>${label}</span></li>`,
    )
  return `<ul class="tiles">${items.join('')}</ul>`
}

const drawOutcomes = ({ counts, records }: ReportData): string =>
  drawBarTable({
    title: 'Outcomes',
    about: `What became of ${formatCount(records)} records.`,
    heading: 'Outcome',
    unit: 'Records',
    whole: records,
    bars: Object.entries(outcomeLabels)
      .map(([name, { text, tone }]) => ({ label: text, tone, count: counts[name] ?? 0 }))
      .filter(({ count }) => count > 0),
  })

const drawReasons = ({ reasons }: ReportData): string =>
  drawBarTable({
    title: 'Why',
    about: 'A record can have several reasons.',
    heading: 'Reason',
    unit: 'Times',
    isWide: true,
    bars: reasons.map(({ outcome, code, count, meaning }) => {
      const { text, tone } = reasonLabels[outcome]
      return { label: code, note: meaning === undefined ? text : `${text}: ${meaning}`, count, tone }
    }),
  })

const drawPauses = ({ pauses }: ReportData): string =>
  drawBarTable({
    title: 'Pauses',
    about: 'Seconds in which nothing new was sent, by what the target had answered.',
    heading: 'Reason',
    unit: 'Seconds',
    bars: pauses.map(({ reason, count, seconds }) => ({
      label: reason,
      note: `${formatCount(count)} times`,
      count: Math.round(seconds),
      tone: 'warn',
    })),
  })

const drawPasswords = ({ input }: ReportData): string => {
  if (input === null) return ''
  return drawBarTable({
    title: 'Passwords',
    about: 'What Logto gets for each of the valid records.',
    heading: 'Kind',
    unit: 'Users',
    whole: input.valid,
    bars: sortBars(input.passwords, (name) =>
      name === 'none' ? 'neutral' : name === 'first sign-in' ? 'warn' : 'good',
    ),
  })
}

const sortBars = (counts: Record<string, number>, toneOf: (name: string) => Tone): Bar[] =>
  Object.entries(counts)
    .sort(([, a], [, b]) => b - a)
    .map(([label, count]) => ({ label, count, tone: toneOf(label) }))

const drawTallies = ({ input }: ReportData): string => {
  if (input === null) return ''
  const bars = (tallies: typeof input.losses): Bar[] =>
    tallies.map(({ code, count, example }) => ({ label: code, note: example, count, tone: 'warn' }))
  return [
    drawBarTable({
      title: 'What could not come over',
      about: 'With the first example of each.',
      heading: 'Kind',
      unit: 'Times',
      isWide: true,
      bars: bars(input.losses),
    }),
    drawBarTable({
      title: 'What was changed so that it goes in',
      about: 'With the first example of each.',
      heading: 'Change',
      unit: 'Times',
      isWide: true,
      bars: bars(input.changes),
    }),
    drawBarTable({
      title: 'Kept out as secret',
      about: 'By name; customData.keep in the config lets one through.',
      heading: 'Name',
      unit: 'Users',
      isWide: true,
      bars: sortBars(input.keptOut, () => 'neutral'),
    }),
  ].join('')
}

const drawInvitations = ({ invitations }: ReportData): string => {
  if (invitations === null) return ''
  const { codes, ...states } = invitations
  const bars = Object.entries(invitationLabels).map(([name, { text, tone }]) => ({
    label: text,
    tone,
    count: Object.entries(states).find(([state]) => state === name)?.[1] ?? 0,
  }))
  return drawBarTable({
    title: 'Invitations to organizations',
    heading: 'State',
    unit: 'Invitations',
    bars: [...bars.filter(({ count }) => count > 0), ...sortBars(codes, () => 'warn')],
  })
}

const drawDifferences = ({ differences }: ReportData): string => {
  if (differences === null) return ''
  const { users, missing, fields, at } = differences
  return drawBarTable({
    title: 'Differences from the source',
    about: `verify found ${formatCount(users)} users that are not as in the source, ${formatCount(missing)} of them missing (${formatTime(at)}).`,
    heading: 'Field',
    unit: 'Users',
    bars: [
      ...(missing > 0 ? [{ label: 'the user is missing', count: missing, tone: 'bad' as const }] : []),
      ...sortBars(fields, () => 'warn'),
    ],
  })
}

const drawFooter = ({ run, at, tool }: ReportData): string =>
  `<footer><p>Run ${escapeHtml(run.id)} in ${escapeHtml(run.folder)}, tenant ${escapeHtml(run.tenantId)}, begun by logto-migrate ${escapeHtml(run.tool)}.</p>` +
  `<p>Made ${escapeHtml(formatTime(at))} by logto-migrate ${escapeHtml(tool)} from the checkpoint.</p></footer>`
