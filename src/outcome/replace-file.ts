import { type FileHandle, lstat, rename, rm, stat } from 'node:fs/promises'
import { MigrationError } from './migration-error.js'
import { openPrivate, symlinkRefused } from './open-private.js'

/**
 * Makes a file anew, readable by its owner alone: under another name until it is whole and on the disk, so that at every
 * moment there is the old one or the new one. On an error the old one stays.
 *
 * Of two processes at the same file, one of which was suspended, each has a file of its own under that other name, and
 * the one that came first loses: it must neither write into what the second has made nor put it in place half done.
 *
 * @param write what goes into it
 * @returns what `write` does
 * @throws MigrationError `output/output_taken_over`, `output/symlink_refused`
 */
export const replaceFile = async <Result>(
  path: string,
  write: (file: FileHandle) => Promise<Result>,
): Promise<Result> => {
  const next = `${path}.new`
  const left = await lstat(next).catch(() => undefined)
  if (left?.isSymbolicLink() === true) throw symlinkRefused(next)
  // What a killed process has left there, or a suspended one still writes.
  await rm(next, { force: true })
  const file = await openPrivate(next, 'new')
  const { ino, dev } = await file.stat({ bigint: true })
  const isOurs = async (): Promise<boolean> => {
    const there = await stat(next, { bigint: true }).catch(() => undefined)
    return there?.ino === ino && there.dev === dev
  }
  try {
    const result = await write(file)
    await file.sync()
    if (!(await isOurs())) throw takenOver(path)
    await file.close()
    await rename(next, path)
    return result
  } catch (error) {
    if (await isOurs()) await rm(next, { force: true })
    await file.close().catch(() => undefined)
    throw error
  }
}

const takenOver = (path: string): MigrationError =>
  new MigrationError(
    'output',
    'output_taken_over',
    `another process has made ${path} anew in the meantime: this one leaves it as it is`,
  )
