import { escapeHtml } from './escape-html.js'
import { formatCount } from '../format.js'

/** Which colour a mark has; the label says what it is. */
export type Tone = 'good' | 'neutral' | 'warn' | 'bad'

export interface Bar {
  label: string
  /** A line of small print below the label. */
  note?: string
  count: number
  tone: Tone
}

export interface BarTable {
  title: string
  /** One sentence below the title. */
  about?: string
  /** Heading of the labels, for those who hear the table. */
  heading: string
  /** Heading of the numbers. */
  unit: string
  bars: Bar[]
  /** What the shares are of; without it no shares are shown. */
  whole?: number
  isWide?: boolean
}

const mostBars = 40

/** A chart of lying bars that is a table: the numbers are read, printed and heard like any other table. */
export const drawBarTable = ({ title, about, heading, unit, bars, whole, isWide }: BarTable): string => {
  if (bars.length === 0) return ''
  const longest = bars.reduce((most, { count }) => Math.max(most, count), 1)
  const rows = bars.slice(0, mostBars).map(({ label, note, count, tone }) => {
    const small = note === undefined ? '' : `<small>${escapeHtml(note)}</small>`
    const share = whole === undefined ? '' : `<td class="share">${formatShare(count, whole)}</td>`
    return (
      `<tr><th scope="row"><span>${escapeCode(label)}</span>${small}</th>` +
      `<td class="bar" aria-hidden="true">${drawBar(count / longest, tone)}</td>` +
      `<td class="count">${formatCount(count)}</td>${share}</tr>`
    )
  })
  const rest = bars.slice(mostBars).reduce((sum, { count }) => sum + count, 0)
  const more =
    bars.length > mostBars ? `<p class="about">${bars.length - mostBars} more: ${formatCount(rest)}</p>` : ''
  const shareHeading = whole === undefined ? '' : '<th scope="col">Share</th>'
  return (
    `<section class="card${isWide === true ? ' wide' : ''}"><h2>${escapeHtml(title)}</h2>${about === undefined ? '' : `<p class="about">${escapeHtml(about)}</p>`}` +
    `<table class="bars"><thead class="unseen"><tr><th scope="col">${escapeHtml(heading)}</th><td></td>` +
    `<th scope="col">${escapeHtml(unit)}</th>${shareHeading}</tr></thead><tbody>${rows.join('')}</tbody></table>${more}</section>`
  )
}

/** Long codes break behind their dots and underscores. */
const escapeCode = (text: string): string => escapeHtml(text).replace(/(?<=[a-z])[._:](?=[a-z])/gi, '$&<wbr>')

const drawBar = (share: number, tone: Tone): string => {
  // A single record of a million must not look like none.
  const width = share === 0 ? 0 : Math.max(share * 100, 0.8)
  return `<svg width="100%" height="12" focusable="false"><rect class="${tone}" width="${width.toFixed(2)}%" height="12" rx="2"/></svg>`
}

const formatShare = (count: number, whole: number): string => {
  if (whole === 0) return ''
  const percent = (count / whole) * 100
  if (count > 0 && percent < 0.1) return '&lt; 0.1 %'
  if (count < whole && percent > 99.9) return '&gt; 99.9 %'
  return `${percent.toFixed(percent === 100 || percent === 0 ? 0 : 1)} %`
}
