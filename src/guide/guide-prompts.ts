/** One answer that can be picked. */
export interface Choice<Value> {
  value: Value
  label: string
  /** Shown beside it while it is the one that Enter would take. */
  hint?: string
}

/**
 * How the guide talks with whoever sits before the terminal. Every question is given up with Escape or Ctrl-C, which
 * rejects with the error of an interrupted program.
 */
export interface GuidePrompts {
  begin(title: string): void
  end(text: string): void
  /** Lines in a frame, under a title. */
  show(title: string, lines: readonly string[]): void
  tell(kind: 'info' | 'done' | 'warning' | 'error', text: string): void
  pick<Value>(question: {
    message: string
    choices: Choice<Value>[]
    initial?: Value
    /** The list is long: letters narrow it down. */
    isSearched?: boolean
  }): Promise<Value>
  /** @param validate says what is wrong with an answer */
  ask(question: {
    message: string
    placeholder?: string
    initial?: string
    isHidden?: boolean
    validate?: (answer: string) => string | undefined
  }): Promise<string>
  confirm(question: { message: string; initial?: boolean }): Promise<boolean>
  /** Columns that a line may take within the guide's bar. */
  width(): number
}
