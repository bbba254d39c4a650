import { closeSync, mkdtempSync, openSync, readdirSync, readSync, rmSync, statSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { MigrationError } from '../outcome/migration-error.js'

const prefix = 'logto-migrate-'
/** Between the making of a folder and its removal lie microseconds: one that is older was left by a kill. */
const leftBehindMs = 60_000

/**
 * A file for what outgrows memory, its owner's alone. It has no name any more once it is open (on systems that allow
 * this), so nothing is left behind however the program ends. Made with the first write; after a write that failed it
 * takes nothing more, and still gives back what it has.
 */
export class TemporaryFile {
  readonly #folder: string
  #descriptor: number | undefined
  #isUsable = true
  #endBytes = 0

  /** @param folder @default the system's folder for temporary files; `TMPDIR` names another */
  constructor(folder = tmpdir()) {
    this.#folder = folder
  }

  /** Bytes of the file. */
  get byteLength(): number {
    return this.#endBytes
  }

  /** Whether the bytes are in the file; false when there is no room or no such folder, then and ever after. */
  write(bytes: Uint8Array, place: number): boolean {
    if (!this.#isUsable) return false
    try {
      this.#descriptor ??= openUnnamed(this.#folder)
      for (let done = 0; done < bytes.length;) {
        done += writeSync(this.#descriptor, bytes, done, bytes.length - done, place + done)
      }
    } catch {
      this.#isUsable = false
      return false
    }
    this.#endBytes = Math.max(this.#endBytes, place + bytes.length)
    return true
  }

  /**
   * Fills the array with what was written there.
   *
   * @throws MigrationError `output/temporary_file_unreadable`
   */
  read(into: NodeJS.ArrayBufferView, place: number): void {
    try {
      for (let done = 0; done < into.byteLength;) {
        const read = readSync(this.#descriptor!, into, done, into.byteLength - done, place + done)
        if (read === 0) throw new Error('it is shorter than what was written')
        done += read
      }
    } catch (cause) {
      throw unreadable(this.#folder, cause)
    }
  }

  close(): void {
    if (this.#descriptor !== undefined) closeSync(this.#descriptor)
    this.#descriptor = undefined
    this.#isUsable = false
  }
}

const openUnnamed = (folder: string): number => {
  const own = mkdtempSync(join(folder, prefix))
  try {
    sweep(folder, statSync(own).mtimeMs)
    return openSync(join(own, 'spill'), 'wx+', 0o600)
  } finally {
    remove(own)
  }
}

/** Where the system keeps the name of an open file, or a kill came between the two calls. */
const sweep = (folder: string, nowMs: number): void => {
  if (folder === tmpdir()) return
  for (const name of readdirSync(folder)) {
    if (!name.startsWith(prefix)) continue
    const path = join(folder, name)
    const info = statSync(path, { throwIfNoEntry: false })
    if (info?.isDirectory() === true && nowMs - info.mtimeMs > leftBehindMs) remove(path)
  }
}

const remove = (path: string): void => {
  try {
    rmSync(path, { recursive: true, force: true })
  } catch {
    // Some systems keep the name of an open file: the next run removes it.
  }
}

const unreadable = (folder: string, cause: unknown): MigrationError =>
  new MigrationError(
    'output',
    'temporary_file_unreadable',
    `a temporary file in ${folder} could not be read (${cause instanceof Error ? cause.message : 'unknown reason'}): set TMPDIR to a folder on a sound disk, or the folder of the run where it is that, then run the command again`,
    { cause },
  )
