import { open, stat, type FileHandle } from 'node:fs/promises'
import { MigrationError } from '../../outcome/migration-error.js'
import { InputDamage } from '../input/input-damage.js'
import { readPipe } from './read-pipe.js'
import { readUntilAborted } from './read-until-aborted.js'

/** Large enough that the cost per chunk vanishes, small enough that a chunk stays in the processor's cache. */
const chunkBytes = 256 * 1024

/**
 * The bytes of one file, read when asked for; the file is closed when the consumer stops. A file that does not answer is
 * waited for until the signal is aborted.
 *
 * @throws MigrationError `input_unreadable` when the file cannot be opened
 * @throws InputDamage when reading fails later on
 */
export const readFileBytes = (path: string, signal?: AbortSignal): AsyncGenerator<Buffer> =>
  readUntilAborted(readBytes(path, signal), signal)

const readBytes = async function* (path: string, signal?: AbortSignal): AsyncGenerator<Buffer> {
  const isPipe = await stat(path).then(
    (info) => info.isFIFO(),
    () => false,
  )
  if (isPipe) return yield* readPipe(path, signal)
  const file = await openFile(path)
  try {
    while (true) {
      const chunk = await readChunk(file, path)
      if (chunk.length === 0) return
      yield chunk
    }
  } finally {
    await file.close()
  }
}

const openFile = async (path: string): Promise<FileHandle> => {
  let file: FileHandle
  try {
    file = await open(path, 'r')
  } catch (cause) {
    throw unreadable(path, errorCode(cause), cause)
  }
  if (!(await file.stat()).isDirectory()) return file
  await file.close()
  throw unreadable(path, 'EISDIR', undefined)
}

const readChunk = async (file: FileHandle, path: string): Promise<Buffer> => {
  // A fresh buffer each time: readers keep slices of what they have not finished.
  const buffer = Buffer.allocUnsafe(chunkBytes)
  try {
    const { bytesRead } = await file.read(buffer, 0, chunkBytes, null)
    return buffer.subarray(0, bytesRead)
  } catch (cause) {
    const message = `Reading ${path} failed with ${errorCode(cause)}; nothing after this place was read. Copy the file afresh and run again.`
    throw new InputDamage({ code: 'input_truncated', message }, cause)
  }
}

const unreadable = (path: string, code: string, cause: unknown): MigrationError => {
  const reasons: Record<string, string> = {
    ENOENT: 'there is no such file',
    EACCES: 'permission denied',
    EISDIR: 'it is a folder; name the files in it, or use a pattern',
  }
  return new MigrationError('input', 'input_unreadable', `Cannot read ${path}: ${reasons[code] ?? code}.`, {
    cause,
  })
}

const errorCode = (error: unknown): string =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : 'an error'
