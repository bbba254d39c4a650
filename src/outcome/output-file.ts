import { statSync } from 'node:fs'
import { type FileHandle, open, rm } from 'node:fs/promises'
import { openPrivate } from './open-private.js'
import { replaceFile } from './replace-file.js'

/**
 * Whether there is something that is neither a file nor a folder: a device, a pipe, a terminal. Where somebody names one
 * (`--out /dev/null`, `/dev/stdout`), it is written to as it is. Removed, renamed over or closed to others, as the file
 * of a run may be, it would be gone for the whole machine.
 */
export const isDevice = (path: string): boolean => {
  const there = statSync(path, { throwIfNoEntry: false })
  return there !== undefined && !there.isFile() && !there.isDirectory()
}

/** Opens what somebody named for output: a file is emptied, and for its owner alone. */
export const openOutputFile = async (path: string): Promise<FileHandle> =>
  isDevice(path) ? open(path, 'w') : openPrivate(path, 'w')

/** Makes an output anew; a file that is there stays until the new one is whole. */
export const replaceOutputFile = async <Result>(
  path: string,
  write: (file: FileHandle) => Promise<Result>,
): Promise<Result> => {
  if (!isDevice(path)) return replaceFile(path, write)
  const file = await open(path, 'w')
  try {
    return await write(file)
  } finally {
    await file.close()
  }
}

/** Takes an earlier output away. */
export const removeOutputFile = async (path: string): Promise<void> => {
  if (!isDevice(path)) await rm(path, { force: true })
}
