import { describeArea } from '../report/progress/progress-area.js'
import { describeProgress } from '../report/progress/progress-line.js'
import type { Progress } from '../report/progress/progress-state.js'
import { widthOf } from '../report/progress/progress-width.js'
import type { CommandContext, CommonFlags } from './command-context.js'
import { type RunView, usualIntervalMs } from '../jobs/import/run-view.js'
import { createTerminalArea, showCursor } from './terminal-area.js'
import { listenToKeys } from './terminal-keys.js'

const terminalIntervalMs = 200
/** How often a run in the background looks whether it is in the foreground again. */
const backgroundIntervalMs = 2000

/** A live area on a terminal, else a line now and then; undefined with --json, where the events tell. */
export const openProgressView = (context: CommandContext, flags: CommonFlags): RunView | undefined => {
  if (flags.json === true) return undefined
  const isLive = context.isTerminal && flags.quiet !== true && context.terminal?.isForeground() !== false
  return isLive ? createLiveView(context) : createPlainView(context)
}

const createPlainView = ({ stderr }: CommandContext): RunView => {
  const show = (progress: Progress): void => stderr(`${describeProgress(progress, 120)}\n`)
  let isFirst = true
  return {
    intervalMs: usualIntervalMs,
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

const createLiveView = (context: CommandContext): RunView => {
  const { columns, effects, hasColor, stderr, draw: write = stderr, terminal } = context
  const area = createTerminalArea({ write, columns, hidesCursor: terminal !== undefined, widthOf })
  let hasKeys = false
  let title = ''
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
    start: (control, { files, endpoint }) => {
      title = `${files.join(', ')} -> ${endpoint}`
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
      if (files.includes('-')) return
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
