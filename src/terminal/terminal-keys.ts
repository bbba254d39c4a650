import type { Terminal } from './terminal.js'
import type { CommandContext } from './command-context.js'
import type { RunControl } from '../jobs/import/run-control.js'

/**
 * Lets the operator steer a run by single keys: p pause, r resume, + and - rate, q stop in good order.
 *
 * @returns ends it, and puts the terminal back
 */
export const listenToKeys = (
  terminal: Terminal,
  control: Pick<RunControl, 'pause' | 'resume' | 'faster' | 'slower' | 'isHeld'>,
  { interrupt, stop }: Pick<CommandContext, 'interrupt' | 'stop'>,
): (() => void) =>
  terminal.readKeys((key) => {
    switch (key.toLowerCase()) {
      case 'p':
        return control.pause()
      case 'r':
        return control.resume()
      // The same key with and without shift, on most keyboards.
      case '+':
      case '=':
        return control.faster()
      case '-':
      case '_':
        return control.slower()
      case 'q':
        // Only Ctrl-C ends a run that stops already: q held down must not.
        if (!stop.aborted) interrupt?.()
    }
  })
