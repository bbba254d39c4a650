import { MigrationError } from '../../outcome/migration-error.js'
import type { JournalFile } from './journal-file.js'

/**
 * When the disk is asked to keep what was written. `always`: after every write. `group`: once for all the
 * lines that gathered while the last write was under way. `never`: the operating system decides; a SIGKILL
 * loses nothing, a power cut may.
 */
export type SyncMode = 'always' | 'group' | 'never'

interface Line {
  line: string
  /** Of whoever waits for it. */
  resolve?: () => void
  reject?: (error: unknown) => void
}

/**
 * Appends lines to a file in the order of the calls, many lines a write. After the first failed write it takes
 * nothing more: whatever is not on disk must not be sent either.
 */
export class LineWriter {
  readonly #file: JournalFile
  readonly #syncMode: SyncMode
  readonly #describeFailure: (reason: string) => string
  #lines: Line[] = []
  #writing: Promise<void> | undefined
  #failure: MigrationError | undefined

  /** @param describeFailure the message of `checkpoint_write_failed`, with what the operating system said */
  constructor(file: JournalFile, syncMode: SyncMode, describeFailure: (reason: string) => string) {
    this.#file = file
    this.#syncMode = syncMode
    this.#describeFailure = describeFailure
  }

  /** The reason why nothing can be written any more. */
  get failure(): MigrationError | undefined {
    return this.#failure
  }

  /** Resolves when the line is on disk. Rejects with `checkpoint_write_failed` when it never will be. */
  append(line: string): Promise<void> {
    if (this.#failure !== undefined) return Promise.reject(this.#failure)
    return new Promise((resolve, reject) => {
      this.#lines.push({ line, resolve, reject })
      this.#writing ??= this.#writeAll()
    })
  }

  /** The same for whoever does not wait: a failure shows in `failure`, the next `append`, `flush` and `close`. */
  note(line: string): void {
    if (this.#failure !== undefined) return
    this.#lines.push({ line })
    this.#writing ??= this.#writeAll()
  }

  /** Resolves when everything appended so far is on disk; rejects when it never will be. */
  async flush(): Promise<void> {
    await this.#writing
    if (this.#failure !== undefined) throw this.#failure
  }

  /** Writes what is left and closes the file. Rejects when something could not be written. */
  async close(): Promise<void> {
    await this.#writing
    await this.#file.close()
    if (this.#failure !== undefined) throw this.#failure
  }

  /** Throws when the file is not this process's any more; see `JournalFile.mustBeOwned`. */
  mustBeOwned(): void {
    if (this.#failure !== undefined) throw this.#failure
    try {
      this.#file.mustBeOwned?.()
    } catch (error) {
      this.#fail(error, [])
      throw error
    }
  }

  async #writeAll(): Promise<void> {
    // Lines appended in this same turn of the event loop share the first write.
    await Promise.resolve()
    while (this.#lines.length > 0) {
      const lines = this.#syncMode === 'always' ? this.#lines.splice(0, 1) : this.#lines
      if (lines === this.#lines) this.#lines = []
      let text = ''
      for (const { line } of lines) text += line
      try {
        await this.#file.append(text)
        if (this.#syncMode !== 'never') await this.#file.sync()
      } catch (cause) {
        this.#fail(cause, lines)
        break
      }
      for (const { resolve } of lines) resolve?.()
    }
    this.#writing = undefined
  }

  #fail(cause: unknown, lines: Line[]): void {
    const reason = cause instanceof Error ? cause.message : String(cause)
    this.#failure ??=
      cause instanceof MigrationError
        ? cause
        : new MigrationError('output', 'checkpoint_write_failed', this.#describeFailure(reason), { cause })
    const waiting = this.#lines
    this.#lines = []
    for (const { reject } of lines) reject?.(this.#failure)
    for (const { reject } of waiting) reject?.(this.#failure)
  }
}
