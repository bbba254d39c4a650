import { type FileHandle, rename, rm } from 'node:fs/promises'
import { openPrivate } from './open-private.js'

/**
 * Makes a file anew, readable by its owner alone: under another name until it is whole and on the disk, so that at every
 * moment there is the old one or the new one. On an error the old one stays.
 *
 * @param write what goes into it
 * @returns what `write` does
 */
export const replaceFile = async <Result>(
  path: string,
  write: (file: FileHandle) => Promise<Result>,
): Promise<Result> => {
  const next = `${path}.new`
  const file = await openPrivate(next, 'w')
  try {
    const result = await write(file)
    await file.sync()
    await file.close()
    await rename(next, path)
    return result
  } catch (error) {
    await file.close().catch(() => undefined)
    await rm(next, { force: true })
    throw error
  }
}
