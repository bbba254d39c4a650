import type { MigrationError } from '../outcome/migration-error.js'
import type { CheckpointState } from './checkpoint-state.js'
import type { CheckpointEntry } from './entry.js'
import { LineChain } from './lines/entry-line.js'
import type { JournalFile } from './lines/journal-file.js'
import { LineWriter, type SyncMode } from './lines/line-writer.js'

export type { SyncMode } from './lines/line-writer.js'

/** Appends entries to the checkpoint file in the order of the calls, and keeps their sum. */
export class Journal {
  readonly state: CheckpointState
  readonly #chain: LineChain
  readonly #writer: LineWriter

  /** @param chain where the lines that are in the file already end */
  constructor(
    file: JournalFile,
    state: CheckpointState,
    syncMode: SyncMode,
    chain: LineChain = new LineChain(true),
  ) {
    this.state = state
    this.#chain = chain
    this.#writer = new LineWriter(file, syncMode, describeFailure)
  }

  /** Resolves when the entry is on disk. Rejects with `checkpoint_write_failed` when it never will be. */
  append(entry: CheckpointEntry): Promise<void> {
    const { failure } = this.#writer
    if (failure !== undefined) return Promise.reject(failure)
    this.state.apply(entry)
    return this.#writer.append(this.#chain.encode(entry))
  }

  /** Records an outcome without waiting for the disk. A failure shows in the next `append` and in `close`. */
  note(entry: CheckpointEntry): void {
    if (this.#writer.failure !== undefined) return
    this.state.apply(entry)
    this.#writer.note(this.#chain.encode(entry))
  }

  /** The reason why nothing can be logged any more. */
  get failure(): MigrationError | undefined {
    return this.#writer.failure
  }

  /** Resolves when everything said so far is on disk; rejects when it never will be. */
  flush(): Promise<void> {
    return this.#writer.flush()
  }

  /**
   * Called before a request leaves: throws when another process has taken the run over.
   *
   * @throws MigrationError `checkpoint/checkpoint_taken_over`, `checkpoint/checkpoint_gone`
   */
  mustBeOwned(): void {
    this.#writer.mustBeOwned()
  }

  /** Writes what is left and closes the file. Rejects when something could not be written. */
  close(): Promise<void> {
    return this.#writer.close()
  }
}

const describeFailure = (reason: string): string =>
  `the checkpoint could not be written (${reason}); nothing more is sent. Free space or mend the folder's permissions, then resume`
