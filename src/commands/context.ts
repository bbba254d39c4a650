import type { Environment } from '../config/load-config.js'
import type { Effects } from '../effects/effects.js'

/** What a command gets of the process, so that none of them touches it. */
export interface CommandContext {
  /** Data for machines and the result of the command. */
  stdout: (text: string) => void
  /** Everything that is talk. */
  stderr: (text: string) => void
  stdin: AsyncIterable<Buffer>
  env: Environment
  /** Folder the program was started in. */
  folder: string
  /** Whether stderr is a terminal; without one there are no colours, no redrawing and no questions. */
  isTerminal: boolean
  /** Width of the terminal in columns. */
  columns: () => number
  hasColor: boolean
  effects: Effects
  /** Aborted by the first SIGINT, SIGTERM or SIGHUP: stop in good order. */
  stop: AbortSignal
}

/** Options that every command has. */
export interface CommonFlags {
  json?: boolean
  quiet?: boolean
  verbose?: boolean
  color?: boolean
  config?: string
}
