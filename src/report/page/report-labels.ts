import type { Tone } from './bar-table.js'
import type { ReportData, ReportReason } from '../report-schema.js'

interface Label {
  text: string
  tone: Tone
}

/** Counts that are outcomes of records, in the order in which they are told. */
export const outcomeLabels: Record<string, Label> = {
  created: { text: 'Created', tone: 'good' },
  adopted: { text: 'Created, found by lookup after a lost answer', tone: 'good' },
  updated: { text: 'Updated', tone: 'good' },
  unchanged: { text: 'Unchanged since the export before', tone: 'neutral' },
  existing: { text: 'There before, left as they are', tone: 'neutral' },
  rejected: { text: 'Rejected, never left this machine', tone: 'warn' },
  failed: { text: 'Refused by Logto', tone: 'bad' },
  skipped: { text: 'Left out on purpose', tone: 'neutral' },
}

export const reasonLabels: Record<ReportReason['outcome'], Label> = {
  rejected: { text: 'Rejected', tone: 'warn' },
  failed: { text: 'Refused by Logto', tone: 'bad' },
  unit: { text: 'Step or membership refused', tone: 'bad' },
  existing: { text: 'There before', tone: 'neutral' },
  skipped: { text: 'Left out', tone: 'neutral' },
}

export const invitationLabels: Record<string, Label> = {
  sent: { text: 'Brought over', tone: 'good' },
  existing: { text: 'Pending in Logto before', tone: 'neutral' },
  skipped: { text: 'Left out: over in the source, or of no use in Logto', tone: 'neutral' },
  failed: { text: 'Could not be brought over', tone: 'bad' },
  unknown: { text: 'Without a known outcome', tone: 'warn' },
}

export const statusLabels: Record<ReportData['run']['status'], Label> = {
  complete: { text: 'complete', tone: 'good' },
  interrupted: { text: 'interrupted', tone: 'warn' },
  stopped: { text: 'stopped', tone: 'warn' },
  open: { text: 'not complete', tone: 'warn' },
}

/** `2026-01-31 08:15 UTC`; what is no ISO 8601 time in UTC stays as it is. */
export const formatTime = (iso: string): string =>
  /^\d{4}-\d\d-\d\dT\d\d:\d\d.*Z$/.test(iso) ? `${iso.slice(0, 16).replace('T', ' ')} UTC` : iso
