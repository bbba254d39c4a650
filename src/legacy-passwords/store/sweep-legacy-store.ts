import { access, rm } from 'node:fs/promises'
import { openStoreFile } from './open-store-file.js'

/**
 * Deletes the old passwords of everybody who does not stay; the whole store when nobody does. Needs no key: nothing is
 * decrypted.
 */
export const sweepLegacyStore = async (path: string, staying: ReadonlySet<string>): Promise<void> => {
  const isThere = await access(path).then(
    () => true,
    () => false,
  )
  if (!isThere) return
  if (staying.size === 0) {
    for (const file of [path, `${path}-lock`]) await rm(file, { force: true })
    return
  }
  const { root, entries } = await openStoreFile(path, false)
  try {
    const gone = [...entries.getKeys()].filter((id) => !staying.has(id))
    for (const id of gone) await entries.remove(id)
    await root.flushed
  } finally {
    await root.close()
  }
}
