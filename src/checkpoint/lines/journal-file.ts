import { statSync } from 'node:fs'
import { platform } from 'node:os'
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
   * Throws where the path no longer names the file that was opened; looks once in a turn of the event loop. A process that was suspended while another took the
   * run over finds out in this way: whoever takes over puts a copy in the file's place.
   *
   * @throws MigrationError `checkpoint/checkpoint_taken_over`, `checkpoint/checkpoint_gone`
   */
  mustBeOwned?(): void
}

/** A write that comes back when it is on disk is half the work of a write and a sync. Elsewhere it promises less than a sync. */
const canWriteThrough = platform() === 'linux'

/**
 * Opens the checkpoint file for appending, readable by its owner alone.
 *
 * @param isSynced whether every write is on disk when it is done. @default true
 */
export const openJournalFile = async (path: string, isSynced = true): Promise<JournalFile> => {
  const isWrittenThrough = isSynced && canWriteThrough
  const handle = await openPrivate(path, isWrittenThrough ? 'through' : 'a')
  const { ino, dev } = await handle.stat({ bigint: true }).catch(async (error: unknown) => {
    await handle.close()
    throw error
  })
  let isChecked = false
  const mustBeOwned = (): void => {
    if (isChecked) return
    const now = statSync(path, { bigint: true, throwIfNoEntry: false })
    if (now === undefined) throw goneError(path)
    if (now.ino !== ino || now.dev !== dev) throw takenOverError(path)
    // What leaves in one turn of the event loop leaves together: one look is enough for all of it.
    isChecked = true
    setImmediate(() => (isChecked = false))
  }
  return {
    append: async (text) => {
      mustBeOwned()
      const bytes = Buffer.from(text)
      for (let done = 0; done < bytes.length;) {
        done += (await handle.write(bytes, done, bytes.length - done, null)).bytesWritten
      }
    },
    sync: () => (isWrittenThrough ? Promise.resolve() : handle.datasync()),
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
