import { closeSync, constants, fchmodSync, fstatSync, openSync } from 'node:fs'
import { type FileHandle, open } from 'node:fs/promises'
import { MigrationError } from './migration-error.js'

/** Windows has no such flag, and needs a right to make links. */
const noFollow = constants.O_NOFOLLOW ?? 0

const flagsOf = {
  w: constants.O_WRONLY | constants.O_CREAT | constants.O_TRUNC | noFollow,
  new: constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL | noFollow,
  a: constants.O_WRONLY | constants.O_CREAT | constants.O_APPEND | noFollow,
  through: constants.O_WRONLY | constants.O_CREAT | constants.O_APPEND | constants.O_DSYNC | noFollow,
}

/**
 * Opens a file of a run for writing: readable by its owner alone whatever the umask, and never through a symbolic link,
 * by which somebody else could choose what is overwritten.
 *
 * @param how `w` begins afresh, `new` takes only a name that is free, `a` appends, `through` appends and has every write on disk when it is done
 * @throws MigrationError `output/symlink_refused`
 */
export const openPrivate = async (path: string, how: keyof typeof flagsOf): Promise<FileHandle> => {
  const file = await open(path, flagsOf[how], 0o600).catch((error: unknown) => {
    throw nameLink(error, path)
  })
  try {
    // A device is everybody's.
    if ((await file.stat()).isFile()) await file.chmod(0o600)
    return file
  } catch (error) {
    await file.close()
    throw error
  }
}

/** The same for those who need the number of an open file at once. */
export const openPrivateSync = (path: string, how: 'w' | 'a'): number => {
  let file: number
  try {
    file = openSync(path, flagsOf[how], 0o600)
  } catch (error) {
    throw nameLink(error, path)
  }
  try {
    if (fstatSync(file).isFile()) fchmodSync(file, 0o600)
    return file
  } catch (error) {
    closeSync(file)
    throw error
  }
}

/** Writes a whole file in this way. */
export const writePrivate = async (path: string, text: string): Promise<void> => {
  const file = await openPrivate(path, 'w')
  try {
    await file.writeFile(text)
  } finally {
    await file.close()
  }
}

/** Shortens a file, never one that a symbolic link points at. */
export const cutPrivate = async (path: string, bytes: number): Promise<void> => {
  const file = await open(path, constants.O_WRONLY | noFollow).catch((error: unknown) => {
    throw nameLink(error, path)
  })
  try {
    await file.truncate(bytes)
  } finally {
    await file.close()
  }
}

export const symlinkRefused = (path: string): MigrationError =>
  new MigrationError(
    'output',
    'symlink_refused',
    `${path} is a symbolic link, and would be written through to another file: remove the link, or choose another folder with --run`,
  )

const nameLink = (error: unknown, path: string): unknown => {
  const isLink =
    error instanceof Error && 'code' in error && (error.code === 'ELOOP' || error.code === 'EMLINK')
  return isLink ? symlinkRefused(path) : error
}
