import { open } from 'node:fs/promises'
import { MigrationError } from '../../outcome/migration-error.js'
import { decompress } from '../bytes/decompress.js'
import { detectCompression } from '../bytes/detect-compression.js'
import { readFileBytes } from '../bytes/read-file-bytes.js'
import { describeMagic } from './describe-magic.js'
import type { PackedInput, PackedOptions } from './packed-input.js'

const headBytes = 512

/**
 * The text inside an archive or a workbook; undefined when the file is neither.
 *
 * @throws MigrationError for a file that is known and cannot be read, and when it cannot be told which file inside is meant
 */
export const openPacked = async (path: string, options: PackedOptions): Promise<PackedInput | undefined> => {
  const head = await readHead(path)
  if (head === undefined) return undefined
  const what = describeMagic(head)
  if (what !== undefined) {
    throw new MigrationError('input', 'input_format', `Cannot read ${path}, which is ${what}.`)
  }
  if (isZip(head)) {
    const { openZip } = await import('./open-zip.js')
    return openZip(path, options)
  }
  const compression = detectCompression(head)
  const readBytes = (): AsyncIterable<Buffer> =>
    decompress(readFileBytes(path, options.signal), compression, () => readFileBytes(path, options.signal))
  const plainHead = compression === 'none' ? head : await firstBytes(readBytes())
  if (!isTar(plainHead)) return undefined
  const { openTar } = await import('./open-tar.js')
  return openTar(path, readBytes, options)
}

const isZip = (head: Buffer): boolean =>
  head.toString('latin1', 0, 2) === 'PK' && (head[2] === 3 || head[2] === 5)

const readHead = async (path: string): Promise<Buffer | undefined> => {
  const handle = await open(path).catch(() => undefined)
  if (handle === undefined) return undefined
  try {
    // What is no regular file can be read once only.
    if (!(await handle.stat()).isFile()) return undefined
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(headBytes), 0, headBytes, 0)
    return buffer.subarray(0, bytesRead)
  } finally {
    await handle.close()
  }
}

const firstBytes = async (bytes: AsyncIterable<Buffer>): Promise<Buffer> => {
  const parts: Buffer[] = []
  let size = 0
  try {
    for await (const chunk of bytes) {
      parts.push(chunk)
      size += chunk.length
      if (size >= headBytes) break
    }
  } catch {
    // Damage is told by whoever reads it all.
  }
  return Buffer.concat(parts)
}

const isTar = (head: Buffer): boolean =>
  head.length >= headBytes && head.toString('latin1', 257, 262) === 'ustar'
