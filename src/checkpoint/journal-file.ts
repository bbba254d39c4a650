import { open } from 'node:fs/promises'

/** The file under the journal, as narrow as the journal needs it. Tests put a failing disk here. */
export interface JournalFile {
  /** Appends all of `text` or rejects; after a rejection the file may end in a torn line. */
  append(text: string): Promise<void>
  /** Resolves when everything appended so far survives a power cut. */
  sync(): Promise<void>
  close(): Promise<void>
}

/** Opens the checkpoint file for appending, readable by its owner alone. */
export const openJournalFile = async (path: string): Promise<JournalFile> => {
  const handle = await open(path, 'a', 0o600)
  return {
    append: async (text) => {
      await handle.appendFile(text)
    },
    sync: () => handle.datasync(),
    close: () => handle.close(),
  }
}
