const escape = '\x1b'
const parts = new RegExp(`${escape}\\[([?\\d;]*[A-Za-z])|([\\r\\n])|([^${escape}\\r\\n]+)`, 'g')

/**
 * What a terminal shows of what is written to it, as far as the live area needs: CR, LF, cursor up, clearing, and the
 * wrapping of long lines when it becomes narrower. One character, one column. No scrolling: it has all the rows.
 */
export class Screen {
  columns: number
  isCursorVisible = true
  /** Logical lines; a terminal shows each in as many rows as its width needs. */
  readonly #lines: string[] = ['']
  #line = 0
  #offset = 0

  constructor(columns: number) {
    this.columns = columns
  }

  /** What was written, without the wrapping. */
  get lines(): string[] {
    return this.#lines.map((line) => line.trimEnd())
  }

  write(text: string): void {
    for (const [, sequence, control, plain] of text.matchAll(parts)) {
      if (sequence !== undefined) this.#act(sequence)
      else if (control === '\r') this.#offset -= this.#offset % this.columns
      else if (control === '\n') this.#moveRows(1)
      else if (plain !== undefined) this.#put(plain)
    }
  }

  #act(sequence: string): void {
    const count = Number.parseInt(sequence, 10) || 1
    const rest = this.#lines[this.#line]?.slice(0, this.#offset) ?? ''
    switch (sequence.at(-1)) {
      case 'A':
        return this.#moveRows(-count)
      case 'K':
        this.#lines[this.#line] = rest
        return
      case 'J':
        this.#lines.splice(this.#line, Infinity, rest)
        return
      case 'h':
      case 'l':
        if (sequence.startsWith('?25')) this.isCursorVisible = sequence.endsWith('h')
        return
      case 'm':
        return
      default:
        throw new Error(`the screen does not know ${JSON.stringify(sequence)}`)
    }
  }

  #put(text: string): void {
    const line = (this.#lines[this.#line] ?? '').padEnd(this.#offset)
    this.#lines[this.#line] = line.slice(0, this.#offset) + text + line.slice(this.#offset + text.length)
    this.#offset += text.length
  }

  #moveRows(by: number): void {
    const column = this.#offset % this.columns
    for (let moved = 0; moved < Math.abs(by); moved += 1) {
      const first = this.#offset - (this.#offset % this.columns)
      if (by < 0 && first > 0) this.#offset = first - this.columns
      else if (by < 0) {
        if (this.#line === 0) throw new Error('the cursor went above the screen')
        this.#line -= 1
        this.#offset = (this.#rowsOf(this.#line) - 1) * this.columns
      } else if (first / this.columns + 1 < this.#rowsOf(this.#line)) this.#offset = first + this.columns
      else {
        this.#line += 1
        this.#lines[this.#line] ??= ''
        this.#offset = 0
      }
    }
    this.#offset = this.#offset - (this.#offset % this.columns) + column
  }

  #rowsOf(line: number): number {
    return Math.max(1, Math.ceil((this.#lines[line] ?? '').length / this.columns))
  }
}
