import type { Tone } from './bar-table.js'
import { escapeHtml } from './escape-html.js'

export interface Column {
  /** What the column stands for: `1 min to 2 min`. */
  label: string
  /** One for each series, from the bottom up. */
  values: number[]
  /** Share of the column that is shaded behind the bars, 0 to 1. */
  shaded?: number
}

export interface ColumnChart {
  title: string
  about?: string
  /** What is to be seen, in a sentence, for those who do not see it. */
  summary: string
  /** Heading of the columns in the table. */
  heading: string
  series: { name: string; tone: Tone }[]
  columns: Column[]
  /** Labels below, by position from 0 (left edge) to 1 (right edge). */
  ticks: { at: number; label: string }[]
  /** Dashed lines from top to bottom. */
  marks?: { at: number; label: string }[]
  legend?: { name: string; className: string }[]
  formatValue: (value: number) => string
}

const heightPx = 170

/**
 * Standing bars. Positions across are in percent and letters in pixels, so that the chart fits any width and its
 * labels stay readable.
 */
export const drawColumnChart = (chart: ColumnChart): string => {
  const { title, about, summary, columns, marks = [] } = chart
  const tops = columns.map(({ values }) => values.reduce((sum, value) => sum + value, 0))
  const steps = niceSteps(tops.reduce((most, value) => Math.max(most, value), 0))
  const top = steps.at(-1) ?? 1
  const yOf = (value: number): string => (heightPx - (value / top) * heightPx).toFixed(1)
  const percent = (share: number): string => `${(share * 100).toFixed(3)}%`
  const lines = steps.map(
    (step) => `<line class="grid" x1="0" x2="100%" y1="${yOf(step)}" y2="${yOf(step)}"/>`,
  )
  const scale = steps.map(
    (step) =>
      `<text x="100%" dx="-6" y="${yOf(step)}" dy="0.32em">${escapeHtml(chart.formatValue(step))}</text>`,
  )
  const bars = columns.map((column, index) => drawColumn(chart, column, index, { yOf, percent }))
  const dashes = marks.map(
    ({ at, label }) =>
      `<line class="mark" x1="${percent(at)}" x2="${percent(at)}" y1="0" y2="${heightPx}"><title>${escapeHtml(label)}</title></line>`,
  )
  const ticks = chart.ticks.map(({ at, label }, index) => {
    const anchor = at < 0.05 ? 'start' : at > 0.95 ? 'end' : 'middle'
    const odd = index % 2 === 1 ? ' class="odd"' : ''
    return `<text${odd} x="${percent(at)}" y="${heightPx + 18}" text-anchor="${anchor}">${escapeHtml(label)}</text>`
  })
  return (
    `<section class="card wide"><h2>${escapeHtml(title)}</h2>${about === undefined ? '' : `<p class="about">${escapeHtml(about)}</p>`}` +
    drawLegend(chart) +
    `<div class="chart"><svg class="scale" height="${heightPx + 24}" aria-hidden="true">${scale.join('')}</svg>` +
    `<svg class="plot" height="${heightPx + 24}" role="img" aria-label="${escapeHtml(summary)}">` +
    `${lines.join('')}${bars.join('')}${dashes.join('')}<g class="ticks">${ticks.join('')}</g></svg></div>` +
    `${drawTable(chart)}</section>`
  )
}

interface Scale {
  yOf: (value: number) => string
  percent: (share: number) => string
}

const drawColumn = (
  { series, columns, formatValue }: ColumnChart,
  { label, values, shaded = 0 }: Column,
  index: number,
  { yOf, percent }: Scale,
): string => {
  const gap = columns.length > 60 ? 0 : 0.12
  const x = percent((index + gap / 2) / columns.length)
  const width = percent((1 - gap) / columns.length)
  const parts: string[] = []
  if (shaded > 0) {
    parts.push(
      `<rect class="shade" x="${percent(index / columns.length)}" width="${percent(1 / columns.length)}" y="0" height="${heightPx}" opacity="${Math.min(1, 0.2 + shaded).toFixed(2)}"/>`,
    )
  }
  let below = 0
  for (const [place, value] of values.entries()) {
    if (value === 0) continue
    const y = Number(yOf(below + value))
    const height = Math.max(1, Number(yOf(below)) - y)
    parts.push(
      `<rect class="${series[place]?.tone ?? 'neutral'}" x="${x}" width="${width}" y="${y}" height="${height.toFixed(1)}"/>`,
    )
    below += value
  }
  if (parts.length === 0) return ''
  const told = series.map(({ name }, place) => `${name} ${formatValue(values[place] ?? 0)}`).join(', ')
  return `<g>${parts.join('')}<title>${escapeHtml(`${label}: ${told}`)}</title></g>`
}

const drawLegend = ({ series, columns, legend = [] }: ColumnChart): string => {
  // What is not to be seen needs no name.
  const seen = series.filter((_, place) => columns.some(({ values }) => (values[place] ?? 0) > 0))
  const entries = [
    ...(series.length > 1 ? seen.map(({ name, tone }) => ({ name, className: tone })) : []),
    ...legend,
  ]
  if (entries.length === 0) return ''
  const items = entries.map(
    ({ name, className }) =>
      `<li><svg width="12" height="12" aria-hidden="true"><rect class="${className}" width="12" height="12" rx="2"/></svg>${escapeHtml(name)}</li>`,
  )
  return `<ul class="legend">${items.join('')}</ul>`
}

const drawTable = ({ title, heading, series, columns, formatValue }: ColumnChart): string => {
  const heads = series.map(({ name }) => `<th scope="col">${escapeHtml(name)}</th>`)
  const rows = columns.map(
    ({ label, values }) =>
      `<tr><th scope="row">${escapeHtml(label)}</th>${series.map((_, place) => `<td>${escapeHtml(formatValue(values[place] ?? 0))}</td>`).join('')}</tr>`,
  )
  return (
    `<details><summary>The same as a table</summary><table class="numbers"><caption class="unseen">${escapeHtml(title)}</caption>` +
    `<thead><tr><th scope="col">${escapeHtml(heading)}</th>${heads.join('')}</tr></thead><tbody>${rows.join('')}</tbody></table></details>`
  )
}

/** Round numbers from 0 to at least `most`, three to six of them. */
export const niceSteps = (most: number): number[] => {
  if (most <= 0) return [0, 1]
  const rough = most / 4
  const ten = 10 ** Math.floor(Math.log10(rough))
  const step = [1, 2, 2.5, 5, 10].map((factor) => factor * ten).find((size) => size >= rough) ?? ten * 10
  const count = Math.ceil(most / step - 1e-9)
  return Array.from({ length: count + 1 }, (_, index) => Number((index * step).toPrecision(12)))
}
