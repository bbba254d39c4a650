import type { Database, RootDatabase } from 'lmdb'
import { lstat } from 'node:fs/promises'
import { MigrationError } from '../../outcome/migration-error.js'
import { symlinkRefused } from '../../outcome/open-private.js'

/** The LMDB file of a store: sealed entries by user id, and what is known of the store itself. */
export interface StoreFile {
  root: RootDatabase<Buffer, string>
  entries: Database<Buffer, string>
  about: Database<Buffer, string>
}

/** @throws MigrationError `legacy_store_unusable`, `symlink_refused` */
export const openStoreFile = async (path: string, readOnly: boolean): Promise<StoreFile> => {
  // Whoever reads writes too: into the lock.
  for (const file of readOnly ? [`${path}-lock`] : [path, `${path}-lock`]) await refuseLink(file)
  try {
    const { open } = await import('lmdb')
    // 300,000 entries take about 50 MB of address space, and none of the heap.
    const root = open<Buffer, string>({ path, noSubdir: true, encoding: 'binary', maxDbs: 4, readOnly })
    const openNamed = (name: string): Database<Buffer, string> =>
      root.openDB<Buffer, string>({ name, encoding: 'binary' })
    return { root, entries: openNamed('entries'), about: openNamed('about') }
  } catch (cause) {
    throw new MigrationError(
      'output',
      'legacy_store_unusable',
      `the store of old passwords ${path} cannot be opened (${cause instanceof Error ? cause.message : 'unknown reason'}): it must lie on a local disk, readable and writable`,
      { cause },
    )
  }
}

/** LMDB follows links, and would write wherever somebody else has let them point. */
const refuseLink = async (path: string): Promise<void> => {
  const found = await lstat(path).catch(() => undefined)
  if (found?.isSymbolicLink() === true) throw symlinkRefused(path)
}
