import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { MigrationError } from '../../outcome/migration-error.js'

/** What the file system says of a file: any writing changes it. */
export interface FileStamp {
  size: bigint
  mtimeNs: bigint
  /** No program can set it back; what changes no content, a `chmod`, moves it as well. */
  ctimeNs: bigint
  ino: bigint
  dev: bigint
}

/** @throws {Error} as `stat` does */
export const readStamp = async (path: string): Promise<FileStamp> => {
  const { size, mtimeNs, ctimeNs, ino, dev } = await stat(path, { bigint: true })
  return { size, mtimeNs, ctimeNs, ino, dev }
}

/** A file as it was when it was fingerprinted. */
export interface WatchedFile {
  path: string
  stamp: FileStamp
  /** Lower-case hex, over the bytes on disk. */
  sha256: string
}

/** Holds every later reading of files against their fingerprints: what is imported must be what was fingerprinted. */
export class InputWatch {
  readonly #files: ReadonlyMap<string, WatchedFile>
  /** When each file was last touched without a change of its content. */
  readonly #touchedAtNs: Map<string, bigint>

  constructor(files: readonly WatchedFile[]) {
    this.#files = new Map(files.map((file) => [file.path, file]))
    this.#touchedAtNs = new Map(files.map(({ path, stamp }) => [path, stamp.ctimeNs]))
  }

  /**
   * Called before records of the file are handed on.
   *
   * @throws MigrationError `checkpoint/input_changed` when it was written, truncated or replaced since
   */
  async check(path: string): Promise<void> {
    const file = this.#files.get(path)
    if (file === undefined) return
    const now = await readStamp(path).catch(() => undefined)
    if (now === undefined) throw inputChanged(path, 'it is gone')
    mustBeSame(path, file.stamp, now)
    if (now.ctimeNs === this.#touchedAtNs.get(path)) return
    // Written to and its time put back, as `touch -r` and some editors do, or only its rights changed.
    if ((await digestOf(path)) !== file.sha256) throw inputChanged(path, 'its content is another one')
    this.#touchedAtNs.set(path, now.ctimeNs)
  }

  /** The file as it was fingerprinted; undefined for one that was not. */
  fileAt(path: string): WatchedFile | undefined {
    return this.#files.get(path)
  }

  /** Passes the bytes of a file on, and compares their digest when the last has come. */
  async *follow<Chunk extends Uint8Array>(path: string, chunks: AsyncIterable<Chunk>): AsyncGenerator<Chunk> {
    const file = this.#files.get(path)
    if (file === undefined) return yield* chunks
    const hash = createHash('sha256')
    for await (const chunk of chunks) {
      hash.update(chunk)
      yield chunk
    }
    if (hash.digest('hex') !== file.sha256) throw inputChanged(path, 'its content is another one')
  }
}

/** @throws MigrationError `checkpoint/input_changed` */
export const mustBeSame = (path: string, before: FileStamp, now: FileStamp): void => {
  if (now.ino !== before.ino || now.dev !== before.dev) throw inputChanged(path, 'another file has its name')
  if (now.size !== before.size) {
    throw inputChanged(path, `it had ${before.size} bytes and has ${now.size}`)
  }
  if (now.mtimeNs !== before.mtimeNs) throw inputChanged(path, 'it was written to')
}

const digestOf = async (path: string): Promise<string> => {
  const hash = createHash('sha256')
  for await (const chunk of createReadStream(path) as AsyncIterable<Buffer>) hash.update(chunk)
  return hash.digest('hex')
}

const inputChanged = (path: string, what: string): MigrationError =>
  new MigrationError(
    'checkpoint',
    'input_changed',
    `${path} changed while it was read: ${what}. Nothing of the other content was sent. Put the file back as it was and resume, or import the new one as a run of its own (--run), or with --delta when this one is through`,
  )
