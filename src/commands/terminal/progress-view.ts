import { MigrationError } from '../../outcome/migration-error.js'
import { describeArea } from '../../report/progress/progress-area.js'
import { createProgressEvent, encodeEvent, type RunEvent } from '../../report/progress/progress-event.js'
import { describeProgress } from '../../report/progress/progress-line.js'
import type { Progress } from '../../report/progress/progress-state.js'
import { widthOf } from '../../report/progress/progress-width.js'
import type { CommandContext, CommonFlags } from '../context.js'
import type { RunControl } from '../import/run-control.js'
import { createTerminalArea, showCursor } from './terminal-area.js'
import { listenToKeys } from './terminal-keys.js'

/** Shows a run to whoever watches. */
export interface ProgressView {
  /** How often it wants to be asked. */
  readonly intervalMs: number
  start(control: RunControl): void
  show(progress: Progress): void
  /** @param untilMs undefined: until somebody resumes it */
  paused(by: 'operator' | 'target', reason: string, untilMs: number | undefined): void
  resumed(): void
  /** Shows the last state and gives the terminal back. */
  end(progress: Progress): void
}

export interface ViewOptions {
  context: CommandContext
  flags: CommonFlags
  /** What is imported where. */
  title: string
  /** False when the input itself comes from stdin. */
  mayReadKeys: boolean
}

const plainIntervalMs = 10_000
const terminalIntervalMs = 200
/** How often a run in the background looks whether it is in the foreground again. */
const backgroundIntervalMs = 2000

/** Events with --json, a live area on a terminal, else a line now and then. */
export const openProgressView = (options: ViewOptions): ProgressView => {
  const { context, flags } = options
  if (flags.json === true) return createEventView(context)
  const isLive = context.isTerminal && flags.quiet !== true && context.terminal?.isForeground() !== false
  return isLive ? createLiveView(options) : createPlainView(context)
}

/** Writes events as NDJSON where the talk would be. */
export const writeEvent = ({ stderr, effects }: CommandContext, event: RunEvent): void =>
  stderr(encodeEvent(event, effects.now()))

/** For --json: what would be said to people becomes an event as well, so that every line of stderr is one. */
export const withEvents = (context: CommandContext, flags: CommonFlags): CommandContext => {
  if (flags.json !== true) return context
  return {
    ...context,
    stderr: (text) => {
      for (const message of text.split('\n')) {
        if (message !== '') writeEvent(context, { type: 'note', message })
      }
    },
  }
}

/** With --json, a run that is broken off has its end among the events too. */
export const tellErrors = async (
  context: CommandContext,
  flags: CommonFlags,
  work: () => Promise<number>,
): Promise<number> => {
  try {
    return await work()
  } catch (error) {
    if (flags.json === true && error instanceof MigrationError) {
      const { code, message } = error
      writeEvent(context, { type: 'end', end: 'error', error: { code, message } })
    }
    throw error
  }
}

const createEventView = (context: CommandContext): ProgressView => ({
  // A pause by the target is told when it begins; its end is noticed by asking.
  intervalMs: plainIntervalMs,
  start: () => undefined,
  show: (progress) => writeEvent(context, createProgressEvent(progress)),
  paused: (by, reason, untilMs) =>
    writeEvent(context, {
      type: 'paused',
      by,
      reason,
      until: untilMs === undefined ? null : new Date(untilMs).toISOString(),
    }),
  resumed: () => writeEvent(context, { type: 'resumed' }),
  end: (progress) => writeEvent(context, createProgressEvent(progress)),
})

const createPlainView = ({ stderr }: CommandContext): ProgressView => {
  const show = (progress: Progress): void => stderr(`${describeProgress(progress, 120)}\n`)
  let isFirst = true
  return {
    intervalMs: plainIntervalMs,
    start: () => undefined,
    // Nothing has happened yet when it is asked for the first time.
    show: (progress) => {
      if (!isFirst) show(progress)
      isFirst = false
    },
    paused: () => undefined,
    resumed: () => undefined,
    end: show,
  }
}

const createLiveView = ({ context, title, mayReadKeys }: ViewOptions): ProgressView => {
  const { columns, effects, hasColor, stderr, draw: write = stderr, terminal } = context
  const area = createTerminalArea({ write, columns, hidesCursor: terminal !== undefined, widthOf })
  let hasKeys = false
  let isVisible = true
  let lookedAtMs = -Infinity
  const undos: (() => void)[] = []

  const lookForForeground = (): void => {
    if (isVisible || terminal === undefined) return
    const nowMs = effects.now()
    if (nowMs - lookedAtMs < backgroundIntervalMs) return
    lookedAtMs = nowMs
    isVisible = terminal.retake()
    if (isVisible) area.forget()
  }

  const draw = (progress: Progress): void => {
    lookForForeground()
    if (!isVisible) return
    const rows = terminal?.rows() ?? 24
    area.draw(describeArea(progress, { title, columns: columns(), rows, hasColor, hasKeys }))
  }

  return {
    intervalMs: terminalIntervalMs,
    start: (control) => {
      if (terminal === undefined) return
      undos.push(
        terminal.atExit(`${showCursor}\r\n`),
        terminal.onSuspend(() => {
          isVisible = false
        }),
        // In the background it would write over what the shell shows.
        terminal.onContinue(() => {
          isVisible = terminal.isForeground()
          area.forget()
        }),
      )
      if (!mayReadKeys) return
      hasKeys = true
      undos.push(listenToKeys(terminal, control, context))
    },
    show: draw,
    paused: () => undefined,
    resumed: () => undefined,
    end: (progress) => {
      hasKeys = false
      draw(progress)
      area.leave()
      for (const undo of undos.splice(0).reverse()) undo()
    },
  }
}
