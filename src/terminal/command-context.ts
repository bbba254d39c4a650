import type { Terminal } from './terminal.js'
import type { Environment } from '../config/load-config.js'
import type { Effects } from '../effects/effects.js'

/** What a command gets of the process, so that none of them touches it. */
export interface CommandContext {
  /** Data for machines and the result of the command. */
  stdout: (text: string) => void
  /** Everything that is talk. */
  stderr: (text: string) => void
  /** What is drawn on the terminal, with the sequences that move its cursor. Never for text of others. */
  draw?: (text: string) => void
  stdin: AsyncIterable<Buffer>
  env: Environment
  /** Folder the program was started in. */
  folder: string
  /** Whether stderr is a terminal; without one there are no colours, no redrawing and no questions. */
  isTerminal: boolean
  /** Whether stdout is a terminal: tables for people, NDJSON for programs. */
  isOutputTerminal?: boolean
  /** Whether the reader of stdout has gone (`| head`): what streams can stop. */
  isOutputClosed?: () => boolean
  /** Width of the terminal in columns. */
  columns: () => number
  hasColor: boolean
  effects: Effects
  /** Aborted by the first SIGINT, SIGTERM or SIGHUP: stop in good order. */
  stop: AbortSignal
  /** Does what SIGINT does: the first stops in good order, the second at once. */
  interrupt?: () => void
  /** How many files the process may open, where that is known. Asked when it may open no more. */
  openFilesLimit?: () => number | undefined
  /** Undefined unless both stdin and stderr are terminals. */
  terminal?: Terminal
}

/** Options that every command has. */
export interface CommonFlags {
  json?: boolean
  quiet?: boolean
  verbose?: boolean
  color?: boolean
  config?: string
}
