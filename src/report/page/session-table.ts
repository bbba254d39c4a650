import { escapeHtml } from './escape-html.js'
import { formatDuration } from '../format.js'
import type { ReportData } from '../report-schema.js'

const mostSessions = 200

const endLabels: Record<ReportData['sessions'][number]['end'], string> = {
  complete: 'complete',
  interrupted: 'interrupted',
  stopped: 'stopped',
  killed: 'ended without a word (killed, or power lost)',
  open: 'not ended, or killed',
}

/** When a process was at work. A run of one session needs no table. */
export const drawSessions = ({ sessions }: ReportData): string => {
  if (sessions.length < 2) return ''
  const rows = sessions
    .slice(0, mostSessions)
    .map(
      ({ at, seconds, end }, index) =>
        `<tr><th scope="row">${index + 1}</th><td class="text">${escapeHtml(at.slice(0, 19).replace('T', ' '))}</td>` +
        `<td>${formatDuration(seconds)}</td><td class="text">${endLabels[end]}</td></tr>`,
    )
  const more =
    sessions.length > mostSessions
      ? `<p class="about">${sessions.length - mostSessions} more sessions followed.</p>`
      : ''
  return (
    `<section class="card"><h2>Sessions</h2><p class="about">A run goes on where it stopped.</p>` +
    `<table class="numbers"><thead><tr><th scope="col">#</th><th scope="col" class="text">Began (UTC)</th><th scope="col">Worked</th><th scope="col" class="text">End</th></tr></thead>` +
    `<tbody>${rows.join('')}</tbody></table>${more}</section>`
  )
}
