import { embedJson, escapeHtml } from './escape-html.js'
import { formatCount } from '../format.js'
import type { ReportData, ReportRecord } from '../report-schema.js'

/** So many records are in the HTML report at most; a page with more is of no use to anybody. */
export const mostRows = 50_000
/** Records are shown whole until they amount to so many characters. */
const mostRecordText = 12_000_000
const longestRecord = 4000
const longestMessage = 1000
/** Rows that are there without the script. */
const firstPage = 50

/** One row as the page's script reads it. */
interface Row {
  n: number
  place?: string
  key?: string
  id?: string
  outcome: ReportRecord['outcome']
  codes: string[]
  message: string
  record?: string
}

const outcomeNames: Record<ReportRecord['outcome'], string> = {
  rejected: 'Rejected',
  failed: 'Refused by Logto',
  unit: 'Incomplete',
}

/** The table of records that did not go in as planned, piece by piece. */
export async function* drawRecordTable(
  data: ReportData,
  records: AsyncIterable<ReportRecord>,
): AsyncGenerator<string> {
  if (data.problems === 0) return
  const rows = toRows(records)
  const first: Row[] = []
  for (let next = await rows.next(); next.done !== true; next = await rows.next()) {
    first.push(next.value)
    if (first.length === firstPage) break
  }
  yield `<section class="card wide list"><h2>Records that did not go in as planned</h2><p class="about">${describe(data)}</p>`
  yield drawTools(data)
  yield `<table class="records"><thead><tr>${heads.join('')}</tr></thead><tbody>${first.map(drawRow).join('')}</tbody></table>`
  yield pages
  yield `<noscript><p class="about">Without JavaScript the first ${firstPage} are shown.</p></noscript></section>`
  yield `<script type="application/json" id="rows">[${first.map(embedJson).join(',\n')}`
  for await (const row of rows) yield `,\n${embedJson(row)}`
  yield ']</script>'
}

async function* toRows(records: AsyncIterable<ReportRecord>): AsyncGenerator<Row, undefined> {
  let rows = 0
  let recordText = 0
  for await (const entry of records) {
    if (rows === mostRows) return
    rows += 1
    const text = recordText < mostRecordText ? describeRecord(entry.record) : undefined
    recordText += text?.length ?? 0
    yield {
      n: entry.ordinal,
      place: entry.place ?? undefined,
      key: entry.sourceKey ?? undefined,
      id: entry.logtoId ?? undefined,
      outcome: entry.outcome,
      codes: entry.codes,
      message: cut(entry.message, longestMessage),
      record: text,
    }
  }
}

const describeRecord = (record: unknown): string | undefined => {
  if (record === null || record === undefined) return undefined
  return cut(typeof record === 'string' ? record : JSON.stringify(record, undefined, 2), longestRecord)
}

const cut = (text: string, longest: number): string =>
  text.length > longest ? `${text.slice(0, longest)}…` : text

const describe = ({ problems, hasPersonalData }: ReportData): string => {
  const more =
    problems > mostRows
      ? ` The first ${formatCount(mostRows)} of ${formatCount(problems)} are here; all of them are in rejected.csv.`
      : ''
  return hasPersonalData
    ? `With personal data: handle this page as you handle the export.${more}`
    : `Addresses, names, numbers and keys that may name a person are shortened; the place says where to look. --show-personal-data shows them.${more}`
}

const drawTools = ({ reasons }: ReportData): string => {
  const option = (value: string, label: string): string =>
    `<option value="${escapeHtml(value)}">${escapeHtml(label)}</option>`
  const shown = reasons.filter(({ outcome }) => outcome in outcomeNames)
  const codes = [...new Set(shown.map(({ code }) => code))].sort()
  const outcomes = Object.entries(outcomeNames).filter(([name]) =>
    shown.some(({ outcome }) => outcome === name),
  )
  return (
    `<div class="tools" hidden><label class="find">Find <input id="find" type="search" autocomplete="off" spellcheck="false"></label>` +
    `<label>Outcome <select id="outcome">${option('', 'All')}${outcomes.map(([name, label]) => option(name, label)).join('')}</select></label>` +
    `<label>Code <select id="code">${option('', 'All')}${codes.map((code) => option(code, code)).join('')}</select></label></div>`
  )
}

const columns: [sort: keyof Row, className: string, label: string][] = [
  ['n', 'n', 'Record'],
  ['place', 'where', 'Place'],
  ['key', 'key', 'Source key'],
  ['codes', 'what', 'Outcome'],
  ['message', 'why', 'Message'],
]

const heads = columns.map(
  ([sort, className, label]) =>
    `<th scope="col" class="${className}" data-sort="${sort}" aria-sort="none"><button type="button">${label}</button></th>`,
)

const drawRow = ({ n, place = '', key = '', id, outcome, codes, message, record }: Row): string => {
  const tone = outcome === 'failed' ? 'bad' : 'warn'
  const code = codes.map((text) => ` <code>${escapeHtml(text)}</code>`).join('')
  const details =
    record === undefined
      ? ''
      : `<details><summary>The record</summary><pre>${escapeHtml(record)}</pre></details>`
  return (
    `<tr><td data-label="Record">${n}</td><td>${escapeHtml(place)}</td>` +
    `<td data-label="Key">${escapeHtml(key)}${id === undefined ? '' : `<code>${escapeHtml(id)}</code>`}</td>` +
    `<td><span class="tag ${tone}">${outcomeNames[outcome]}</span>${code}</td>` +
    `<td>${escapeHtml(message)}${details}</td></tr>`
  )
}

const pages =
  '<div class="pages" hidden><button type="button" id="previous">Previous</button>' +
  '<button type="button" id="next">Next</button><span id="told" role="status"></span></div>'
