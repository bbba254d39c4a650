import { z } from 'zod'
import { readJsonLines } from './read-json-lines.js'
import type { WorkClock } from '../work-clock.js'

/** Time in which a run sent nothing because the target asked for it or was away. */
export interface Pauses {
  /** Longest first. */
  reasons: { reason: string; count: number; seconds: number }[]
  /** Paused milliseconds by working time, in buckets of the width asked for. */
  pausedMs: number[]
}

const pauseLine = z.object({
  msg: z.literal('paused'),
  run: z.string(),
  time: z.number(),
  reason: z.string(),
  delayMs: z.number().nonnegative(),
})

/**
 * Reads the pauses of a run from its run.log.
 *
 * @param log path; the file need not be there
 */
export const readPauses = async (
  log: string,
  run: { id: string; startedAt: string; clock: WorkClock; bucketSeconds: number },
): Promise<Pauses> => {
  const startedAtMs = Date.parse(run.startedAt)
  const reasons = new Map<string, { count: number; ms: number }>()
  const pausedMs: number[] = []
  let pausedUntilMs = 0
  for await (const line of readJsonLines(log)) {
    const { success, data } = pauseLine.safeParse(line)
    if (!success || data.run !== run.id) continue
    const atMs = data.time - startedAtMs
    const entry = reasons.get(data.reason) ?? { count: 0, ms: 0 }
    reasons.set(data.reason, entry)
    entry.count += 1
    // Several requests in flight report the same pause: time is counted once.
    const span = run.clock.workSpan(Math.max(atMs, pausedUntilMs), atMs + data.delayMs)
    pausedUntilMs = Math.max(pausedUntilMs, atMs + data.delayMs)
    if (span === undefined || span.toMs <= span.fromMs) continue
    entry.ms += span.toMs - span.fromMs
    spread(pausedMs, span, run.bucketSeconds * 1000)
  }
  return {
    reasons: [...reasons]
      .map(([reason, { count, ms }]) => ({ reason, count, seconds: ms / 1000 }))
      .sort((a, b) => b.seconds - a.seconds),
    pausedMs,
  }
}

const spread = (pausedMs: number[], span: { fromMs: number; toMs: number }, bucketMs: number): void => {
  const last = Math.floor(span.toMs / bucketMs)
  for (let bucket = Math.floor(span.fromMs / bucketMs); bucket <= last; bucket += 1) {
    const from = Math.max(span.fromMs, bucket * bucketMs)
    const to = Math.min(span.toMs, (bucket + 1) * bucketMs)
    pausedMs[bucket] = (pausedMs[bucket] ?? 0) + to - from
  }
}
