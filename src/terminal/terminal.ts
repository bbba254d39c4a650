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
  /** What prompts of another make are read from and drawn on; they put back what they change. */
  streams?(): { input: NodeJS.ReadStream; output: NodeJS.WriteStream }
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
