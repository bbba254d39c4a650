import { MigrationError } from '../outcome/migration-error.js'
import type { CheckpointState } from './checkpoint-state.js'
import type { CheckpointEntry } from './entry.js'
import { encodeEntry } from './entry-line.js'
import type { JournalFile } from './journal-file.js'

/**
 * When the disk is asked to keep what was written. `always`: after every write. `group`: once for all the
 * lines that gathered while the last write was under way. `never`: the operating system decides; a SIGKILL
 * loses nothing, a power cut may.
 */
export type SyncMode = 'always' | 'group' | 'never'

/**
 * Appends entries to the checkpoint file in the order of the calls, many lines a write. After the first
 * failed write it takes nothing more: whatever is not on disk must not be sent either.
 */
export class Journal {
  readonly state: CheckpointState
  readonly #file: JournalFile
  readonly #syncMode: SyncMode
  #lines: string[] = []
  #waiting: { resolve: () => void; reject: (error: unknown) => void }[] = []
  #writing: Promise<void> | undefined
  #failure: MigrationError | undefined

  constructor(file: JournalFile, state: CheckpointState, syncMode: SyncMode) {
    this.#file = file
    this.state = state
    this.#syncMode = syncMode
  }

  /** Resolves when the entry is on disk. Rejects with `checkpoint_write_failed` when it never will be. */
  append(entry: CheckpointEntry): Promise<void> {
    if (this.#failure !== undefined) return Promise.reject(this.#failure)
    this.state.apply(entry)
    this.#lines.push(encodeEntry(entry))
    const onDisk = new Promise<void>((resolve, reject) => this.#waiting.push({ resolve, reject }))
    this.#writing ??= this.#writeAll()
    return onDisk
  }

  /** Records an outcome without waiting for the disk. A failure shows in the next `append` and in `close`. */
  note(entry: CheckpointEntry): void {
    this.append(entry).catch(() => undefined)
  }

  /** The reason why nothing can be logged any more. */
  get failure(): MigrationError | undefined {
    return this.#failure
  }

  /** Resolves when everything said so far is on disk; rejects when it never will be. */
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
    this.#failure = new MigrationError(
      'output',
      'checkpoint_write_failed',
      `the checkpoint could not be written (${reason}); nothing more is sent. Free space or mend the folder's permissions, then resume`,
      { cause },
    )
    for (const waiter of [...waiting, ...this.#waiting]) waiter.reject(this.#failure)
    this.#lines = []
    this.#waiting = []
  }
}
