import type { CommandContext } from './command-context.js'

const terminalIntervalMs = 200
const plainIntervalMs = 10_000

/** How far a command is, in one line: live on a terminal, anew every ten seconds elsewhere. */
export class LineProgress {
  readonly #context: CommandContext
  #toldAtMs: number
  #shown = ''

  constructor(context: CommandContext) {
    this.#context = context
    this.#toldAtMs = context.effects.now()
  }

  tell(text: string): void {
    const { effects, isTerminal, stderr } = this.#context
    const nowMs = effects.now()
    if (nowMs - this.#toldAtMs < (isTerminal ? terminalIntervalMs : plainIntervalMs)) return
    this.#toldAtMs = nowMs
    // What a longer text has left is written over.
    stderr(isTerminal ? `\r${text.padEnd(this.#shown.length)} ` : `${text}\n`)
    if (isTerminal) this.#shown = text
  }

  end(): void {
    if (this.#shown !== '') this.#context.stderr('\n')
  }
}
