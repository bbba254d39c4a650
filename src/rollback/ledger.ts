import { dirname } from 'node:path'
import { encodeEntry } from '../checkpoint/lines/entry-line.js'
import { type JournalFile, openJournalFile } from '../checkpoint/lines/journal-file.js'
import { LineWriter } from '../checkpoint/lines/line-writer.js'
import { type LedgerKind, parseLedgerLine, readLedger } from '../checkpoint/lines/read-ledger.js'
import { MigrationError } from '../outcome/migration-error.js'
import { type LedgerEntry, ledgerEntrySchema, ledgerFormat } from './ledger-entry.js'
import { SettledUsers } from './settled-users.js'

/** What earlier sessions of a rollback have settled. */
export interface LedgerState {
  run: string | undefined
  users: SettledUsers
  /** Roles and organizations that are deleted or gone, as `kind:name`. */
  things: Map<string, 'deleted' | 'gone'>
  /** Invitations that are deleted or gone. */
  invitations: Map<string, 'deleted' | 'gone'>
}

/**
 * Append-only record of a rollback, in the line format of the checkpoint (without a chain).
 */
export class Ledger {
  readonly state: LedgerState
  readonly #writer: LineWriter

  private constructor(file: JournalFile, state: LedgerState) {
    this.state = state
    this.#writer = new LineWriter(file, 'group', describeFailure)
  }

  /**
   * Reads the ledger, cuts a torn last line, and opens it for appending.
   *
   * @throws MigrationError `checkpoint_damaged`, `checkpoint_foreign`, `checkpoint_newer`
   */
  static async open(path: string, head: Extract<LedgerEntry, { t: 'rollback' }>): Promise<Ledger> {
    const state = createState(path)
    try {
      await readLedger(path, (text, line) => applyEntry(state, parseLedgerLine(kind, path, text, line)))
      if (state.run !== undefined && state.run !== head.run) {
        const message = `${path} belongs to the rollback of another run: move it away, or restore the checkpoint it belongs to`
        throw new MigrationError('checkpoint', 'checkpoint_foreign', message)
      }
      const ledger = new Ledger(await openJournalFile(path), state)
      if (state.run === undefined) await ledger.#begin(head)
      return ledger
    } catch (error) {
      state.users.close()
      throw error
    }
  }

  /** Resolves when the entry is on disk. Rejects with `checkpoint_write_failed` when it never will be. */
  append(entry: LedgerEntry): Promise<void> {
    return this.#writer.append(encodeEntry(entry))
  }

  /** Records an outcome without waiting for the disk. A failure shows in the next `append` and in `close`. */
  note(entry: LedgerEntry): void {
    this.append(entry).catch(() => undefined)
  }

  /** Writes what is left and closes the file. */
  close(): Promise<void> {
    this.state.users.close()
    return this.#writer.close()
  }

  async #begin(head: LedgerEntry): Promise<void> {
    try {
      await this.append(head)
    } catch (error) {
      await this.#writer.close().catch(() => undefined)
      throw error
    }
  }
}

const describeFailure = (reason: string): string =>
  `the ledger of the rollback could not be written (${reason}); nothing more is deleted. Free space or mend the folder's permissions, then run rollback again`

const createState = (path: string): LedgerState => ({
  run: undefined,
  users: new SettledUsers(dirname(path)),
  things: new Map(),
  invitations: new Map(),
})

const applyEntry = (state: LedgerState, entry: LedgerEntry): void => {
  const { users, things, invitations } = state
  switch (entry.t) {
    case 'rollback':
      state.run = entry.run
      return
    case 'intend':
      for (const id of entry.id) users.intend(id)
      return
    case 'deleted':
      users.markDeleted(entry.id)
      return
    case 'gone':
      for (const id of entry.id) users.markGone(id)
      return
    case 'failed':
      users.giveUp(entry.id)
      return
    case 'invitation':
      if (entry.did === 'deleted' || entry.did === 'gone') invitations.set(entry.id, entry.did)
      return
    case 'thing':
      if (entry.did === 'deleted' || entry.did === 'gone')
        things.set(`${entry.kind}:${entry.name}`, entry.did)
  }
}

const kind: LedgerKind<LedgerEntry> = {
  schema: ledgerEntrySchema,
  format: ledgerFormat,
  advice: 'Move the file away and run rollback again: users already deleted are recognised',
}
