import { statSync } from 'node:fs'
import { MigrationError } from '../../outcome/migration-error.js'
import { openPrivate } from '../../outcome/open-private.js'

/** The file under the journal, as narrow as the journal needs it. Tests put a failing disk here. */
export interface JournalFile {
  /** Appends all of `text` or rejects; after a rejection the file may end in a torn line. */
  append(text: string): Promise<void>
  /** Resolves when everything appended so far survives a power cut. */
  sync(): Promise<void>
  close(): Promise<void>
  /**
   * Throws where the path no longer names the file that was opened. A process that was suspended while another took the
   * run over finds out in this way: whoever takes over puts a copy in the file's place.
   *
   * @throws MigrationError `checkpoint/checkpoint_taken_over`, `checkpoint/checkpoint_gone`
   */
  mustBeOwned?(): void
}

/** Opens the checkpoint file for appending, readable by its owner alone. */
export const openJournalFile = async (path: string): Promise<JournalFile> => {
  const handle = await openPrivate(path, 'a')
  const { ino, dev } = await handle.stat({ bigint: true }).catch(async (error: unknown) => {
    await handle.close()
    throw error
  })
  const mustBeOwned = (): void => {
    const now = statSync(path, { bigint: true, throwIfNoEntry: false })
    if (now === undefined) throw goneError(path)
    if (now.ino !== ino || now.dev !== dev) throw takenOverError(path)
  }
  return {
    append: async (text) => {
      mustBeOwned()
      await handle.appendFile(text)
    },
    sync: () => handle.datasync(),
    close: () => handle.close(),
    mustBeOwned,
  }
}

const takenOverError = (path: string): MigrationError =>
  new MigrationError(
    'checkpoint',
    'checkpoint_taken_over',
    `another process has taken over ${path} while this one was suspended; this one stops and leaves the run to the other`,
  )

const goneError = (path: string): MigrationError =>
  new MigrationError(
    'checkpoint',
    'checkpoint_gone',
    `${path} was removed while the run was going on: nothing more is sent. Restore the folder from a backup and resume, or begin a new run (users already there are recognised)`,
  )
