import { MigrationError } from '../../outcome/migration-error.js'
import type { JournalFile } from './journal-file.js'

/**
 * When the disk is asked to keep what was written. `always`: after every write. `group`: once for all the
 * lines that gathered while the last write was under way. `never`: the operating system decides; a SIGKILL
 * loses nothing, a power cut may.
 */
export type SyncMode = 'always' | 'group' | 'never'

/**
 * Appends lines to a file in the order of the calls, many lines a write. After the first failed write it takes
 * nothing more: whatever is not on disk must not be sent either.
 */
export class LineWriter {
  readonly #file: JournalFile
  readonly #syncMode: SyncMode
  readonly #describeFailure: (reason: string) => string
  #lines: string[] = []
  #waiting: { resolve: () => void; reject: (error: unknown) => void }[] = []
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
    this.#lines.push(line)
    const onDisk = new Promise<void>((resolve, reject) => this.#waiting.push({ resolve, reject }))
    this.#writing ??= this.#writeAll()
    return onDisk
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
      const size = this.#syncMode === 'always' ? 1 : this.#lines.length
      const lines = this.#lines.splice(0, size)
      const waiting = this.#waiting.splice(0, size)
      try {
        await this.#file.append(lines.join(''))
        if (this.#syncMode !== 'never') await this.#file.sync()
      } catch (cause) {
        this.#fail(cause, waiting)
        break
      }
      for (const waiter of waiting) waiter.resolve()
    }
    this.#writing = undefined
  }

  #fail(cause: unknown, waiting: { reject: (error: unknown) => void }[]): void {
    const reason = cause instanceof Error ? cause.message : String(cause)
    this.#failure ??=
      cause instanceof MigrationError
        ? cause
        : new MigrationError('output', 'checkpoint_write_failed', this.#describeFailure(reason), { cause })
    for (const waiter of [...waiting, ...this.#waiting]) waiter.reject(this.#failure)
    this.#lines = []
    this.#waiting = []
  }
}
