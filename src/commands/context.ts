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
  /** Undefined unless both stdin and stderr are terminals. */
  terminal?: Terminal
}

/** The terminal that the program was started from. Whatever is changed of it is put back when the program ends. */
export interface Terminal {
  rows(): number
  /** False for a job that the shell runs in the background: it must neither read keys nor change the terminal. */
  isForeground(): boolean
  /**
   * Goes on with the keys after the program was in the background, which the shell does not always tell.
   *
   * @returns whether it is in the foreground now
   */
  retake(): boolean
  /**
   * Hands over key presses one by one, without echo. Ctrl-C interrupts and Ctrl-Z suspends as they always do.
   *
   * @returns ends it, and puts the terminal back
   */
  readKeys(onKey: (key: string) => void): () => void
  /** Reads one line; Ctrl-C interrupts. Undefined at the end of the input. */
  readLine(options: { isHidden: boolean }): Promise<string | undefined>
  /** Called before the program is suspended by Ctrl-Z; a frame drawn afterwards would be drawn over the shell. */
  onSuspend(listener: () => void): () => void
  /** Called when the program goes on after it was suspended: the screen is not what it was. */
  onContinue(listener: () => void): () => void
  /**
   * `undo` is written to the terminal when the program ends or is suspended, however that comes about.
   *
   * @returns forgets it
   */
  atExit(undo: string): () => void
}

/** Options that every command has. */
export interface CommonFlags {
  json?: boolean
  quiet?: boolean
  verbose?: boolean
  color?: boolean
  config?: string
}
