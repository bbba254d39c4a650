import type { CommandContext } from '../../terminal/command-context.js'

const terminalIntervalMs = 200
const plainIntervalMs = 10_000

/** How far a rollback is: one live line on a terminal, one line every ten seconds elsewhere. */
export class RollbackProgress {
  readonly #context: CommandContext
  #toldAtMs: number
  #isLineOpen = false

  constructor(context: CommandContext) {
    this.#context = context
    this.#toldAtMs = context.effects.now()
  }

  tell(done: number, total: number): void {
    const { effects, isTerminal, stderr } = this.#context
    const nowMs = effects.now()
    if (nowMs - this.#toldAtMs < (isTerminal ? terminalIntervalMs : plainIntervalMs)) return
    this.#toldAtMs = nowMs
    const text = `${count(done)} of ${count(total)} users`
    stderr(isTerminal ? `\r${text} ` : `${text}\n`)
    this.#isLineOpen = isTerminal
  }

  end(): void {
    if (this.#isLineOpen) this.#context.stderr('\n')
  }
}

const count = (number: number): string => number.toLocaleString('en-US')
