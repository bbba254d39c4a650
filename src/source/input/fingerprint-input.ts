import { createHash } from 'node:crypto'
import { type FileStamp, mustBeSame, readStamp } from '../bytes/input-watch.js'
import { isReadOnce } from '../bytes/is-read-once.js'
import { InputDamage } from './input-damage.js'
import { readFileBytes } from '../bytes/read-file-bytes.js'
import { MigrationError } from '../../outcome/migration-error.js'

/** What identifies one input file between two runs. */
export interface FileFingerprint {
  path: string
  /** Bytes on disk, before decompression; undefined for what can be read only once. */
  size: number | undefined
  /** Lower-case hex over the same bytes; undefined for standard input and pipes, which can be read only once. */
  sha256: string | undefined
  /** Undefined for what can be read only once. */
  stamp: FileStamp | undefined
}

/**
 * Reads every file once and keeps nothing of it.
 *
 * @throws MigrationError `input_unreadable` when a file cannot be opened or read to its end
 */
export const fingerprintInput = async (
  paths: readonly string[],
  signal?: AbortSignal,
): Promise<FileFingerprint[]> => {
  const fingerprints: FileFingerprint[] = []
  for (const path of paths) fingerprints.push(await fingerprintFile(path, signal))
  return fingerprints
}

const fingerprintFile = async (path: string, signal?: AbortSignal): Promise<FileFingerprint> => {
  if (await isReadOnce(path)) return { path, size: undefined, sha256: undefined, stamp: undefined }
  const stamp = await readStamp(path).catch(() => undefined)
  const hash = createHash('sha256')
  let size = 0
  try {
    for await (const chunk of readFileBytes(path, signal)) {
      hash.update(chunk)
      size += chunk.length
    }
  } catch (cause) {
    if (!(cause instanceof InputDamage)) throw cause
    throw new MigrationError('input', 'input_unreadable', cause.message, { cause })
  }
  // A file that grows while it is fingerprinted has no fingerprint.
  if (stamp !== undefined) mustBeSame(path, stamp, await readStamp(path))
  return { path, size, sha256: hash.digest('hex'), stamp }
}
