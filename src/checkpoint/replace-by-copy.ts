import { constants, copyFile, open, rename, rm } from 'node:fs/promises'

/**
 * Puts a copy of the first bytes of a file in its place. Whoever still has the old file open, a process that was
 * suspended and wakes up, writes to a file that nobody reads any more.
 */
export const replaceByCopy = async (path: string, bytes: number): Promise<void> => {
  const copy = `${path}.copy`
  await rm(copy, { force: true })
  await copyFile(path, copy, constants.COPYFILE_FICLONE | constants.COPYFILE_EXCL)
  const handle = await open(copy, 'r+')
  try {
    await handle.chmod(0o600)
    await handle.truncate(bytes)
    await handle.sync()
  } finally {
    await handle.close()
  }
  await rename(copy, path)
}
