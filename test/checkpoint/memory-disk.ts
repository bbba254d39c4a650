import type { JournalFile } from '../../src/checkpoint/lines/journal-file.js'

/** A disk that fails: after so many bytes a write is cut short and refused, as with ENOSPC. */
export class MemoryDisk implements JournalFile {
  readonly #capacity: number
  #written = Buffer.alloc(0)
  /** How much of it survives a power cut. */
  syncedBytes = 0
  syncs = 0
  isClosed = false

  constructor(capacity = Infinity) {
    this.#capacity = capacity
  }

  get bytes(): Buffer {
    return this.#written
  }

  async append(text: string): Promise<void> {
    await Promise.resolve()
    const bytes = Buffer.from(text)
    const room = Math.max(0, this.#capacity - this.#written.length)
    this.#written = Buffer.concat([this.#written, bytes.subarray(0, room)])
    if (bytes.length > room)
      throw Object.assign(new Error('ENOSPC: no space left on device'), { code: 'ENOSPC' })
  }

  async sync(): Promise<void> {
    await Promise.resolve()
    this.syncs += 1
    this.syncedBytes = this.#written.length
  }

  close(): Promise<void> {
    this.isClosed = true
    return Promise.resolve()
  }
}
