import type { ImportResult } from '../import-users.js'
import { formatCount, formatDuration } from '../../report/format.js'
import type { RunSummary } from '../../report/run-summary.js'
import { toolVersion } from '../tool-version.js'

/** What is told of a run that has ended: counts and codes, nothing of a user and no secret. */
export interface RunNotice {
  /** One sentence, under the name that chats look for. */
  text: string
  tool: string
  /** `import` or `retry`. */
  command: string
  /** ISO 8601. */
  at: string
  end: ImportResult['end'] | 'error'
  exitCode: number
  elapsedSeconds: number
  run: string | undefined
  summary: RunSummary | undefined
  /** Where the run was broken off. */
  error: { code: string; message: string } | undefined
}

export type NoticeFacts = Omit<RunNotice, 'text' | 'tool' | 'at' | 'elapsedSeconds'> & {
  nowMs: number
  startedAtMs: number
}

export const createNotice = ({ nowMs, startedAtMs, ...facts }: NoticeFacts): RunNotice => {
  const elapsedSeconds = Math.max(0, Math.round((nowMs - startedAtMs) / 1000))
  return {
    text: describe(facts, elapsedSeconds),
    tool: `logto-migrate ${toolVersion}`,
    at: new Date(nowMs).toISOString(),
    ...facts,
    elapsedSeconds,
  }
}

const endTexts: Record<RunNotice['end'], string> = {
  complete: 'is done',
  incomplete: 'has tried everything; the target left some outcomes open',
  limited: 'stopped at its limit',
  canary: 'has its canary in, as it should be',
  canary_differs: 'stopped: the canary is not as it should be',
  interrupted: 'was interrupted; nothing is lost',
  stopped: 'was stopped; nothing is lost',
  error: 'was broken off',
}

const describe = (
  { command, end, run, summary, error }: Pick<RunNotice, 'command' | 'end' | 'run' | 'summary' | 'error'>,
  seconds: number,
): string => {
  const what = `logto-migrate ${command}${run === undefined ? '' : ` (${run})`} ${endTexts[end]}`
  if (error !== undefined) return `${what} after ${formatDuration(seconds)}: ${error.code}`
  if (summary === undefined) return `${what}.`
  const { created, adopted, updated, existing, rejected, failed } = summary.counts
  const counts: [number, string][] = [
    [created + adopted, 'arrived'],
    [updated, 'updated'],
    [existing, 'were there before'],
    [rejected, 'rejected'],
    [failed, 'refused by Logto'],
  ]
  const told = counts.filter(([count]) => count > 0).map(([count, text]) => `${formatCount(count)} ${text}`)
  return `${what} after ${formatDuration(seconds)}: ${told.join(', ') || 'nobody was sent'}.`
}
