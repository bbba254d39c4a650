/** How a session of a run ended; `killed`: without a word, `open`: the last one, which may be at work still. */
export type SessionEnd = 'complete' | 'interrupted' | 'stopped' | 'killed' | 'open'

export interface Session {
  /** Milliseconds since the start of the run. */
  atMs: number
  /** The same, without the time in which no process was at work. */
  workAtMs: number
  /** From its start to its last entry. */
  durationMs: number
  end: SessionEnd
}

/**
 * Tells the working time of a run: a run that is resumed three days later has worked minutes, and a chart over three
 * days would show nothing of them. A clock that was set back between two sessions does no harm either.
 */
export class WorkClock {
  readonly sessions: Session[] = []

  open(atMs: number): void {
    const before = this.sessions.at(-1)
    if (before?.end === 'open') before.end = 'killed'
    this.sessions.push({ atMs, workAtMs: this.workedMs, durationMs: 0, end: 'open' })
  }

  close(atMs: number, end: SessionEnd): void {
    this.pass(atMs)
    const session = this.sessions.at(-1)
    if (session !== undefined) session.end = end
  }

  /** Takes note that the session lives at a time, and returns the working time. */
  pass(atMs: number): number {
    const session = this.sessions.at(-1)
    if (session === undefined) return 0
    const sinceMs = Math.max(0, atMs - session.atMs)
    session.durationMs = Math.max(session.durationMs, sinceMs)
    return session.workAtMs + sinceMs
  }

  /** Working time of all sessions, milliseconds. */
  get workedMs(): number {
    const session = this.sessions.at(-1)
    return session === undefined ? 0 : session.workAtMs + session.durationMs
  }

  /** Part of a span, in time since the start of the run, in which a session was at work, as working time. */
  workSpan(fromMs: number, toMs: number): { fromMs: number; toMs: number } | undefined {
    const session = this.sessions.findLast(({ atMs }) => atMs <= fromMs)
    if (session === undefined) return undefined
    const from = fromMs - session.atMs
    if (from > session.durationMs) return undefined
    const to = Math.min(toMs - session.atMs, session.durationMs)
    return { fromMs: session.workAtMs + from, toMs: session.workAtMs + to }
  }
}
