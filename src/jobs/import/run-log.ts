import pino from 'pino'
import { escapeControls } from '../../outcome/escape-controls.js'
import { maskQuoted } from '../../secrets/mask-text.js'
import type { RunFolder } from '../../checkpoint/run-folder.js'
import { openPrivateSync } from '../../outcome/open-private.js'
import type { RunSummary } from '../../report/run-summary.js'

/** run.log: what happened, for machines and for the morning after. Names records by ordinal, never by address. */
export interface RunLog {
  refused(ordinal: number, code: string, status: number | undefined): void
  unitRefused(ordinal: number, unit: string, code: string): void
  paused(reason: string, delayMs: number): void
  unsettled(ordinal: number, reason: string): void
  end(why: string, summary: RunSummary): void
}

export const openRunLog = (run: RunFolder, runId: string): RunLog => {
  const destination = pino.destination({ dest: openPrivateSync(run.log, 'a'), sync: true })
  // What the target says stands in it.
  const logger = pino(
    { base: { run: runId } },
    { write: (line) => destination.write(escapeControls(maskQuoted(line))) },
  )
  logger.info('session begins')
  return {
    refused: (ordinal, code, status) => logger.warn({ ordinal, code, status }, 'refused'),
    unitRefused: (ordinal, unit, code) => logger.warn({ ordinal, unit, code }, 'step or membership refused'),
    paused: (reason, delayMs) => logger.info({ reason, delayMs: Math.round(delayMs) }, 'paused'),
    unsettled: (ordinal, reason) => logger.warn({ ordinal, reason }, 'no known outcome yet'),
    end: (why, summary) => {
      logger.info({ why, summary }, 'session ends')
      destination.flushSync()
      destination.end()
    },
  }
}
