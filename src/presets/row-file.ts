import { closeSync, mkdtempSync, openSync, readSync, rmSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { JsonObject } from '../source/source-record.js'

/** Offset of the row before it under the same hash (8 bytes), length of the key (4), length of the row (4). */
const headBytes = 16
const writeBytes = 1 << 20
const none = -1

/**
 * Rows by key in a temporary file, for related files that do not fit into memory: about 24 bytes of memory a
 * key, whatever the rows hold. The file is unlinked as soon as it is open, so that nothing of it survives the
 * process, however that ends.
 */
export class RowFile {
  readonly #fd: number
  #hashes = new Uint32Array(1 << 16)
  #heads = new Float64Array(1 << 15).fill(none)
  #keys = 0
  #size = 0
  /** Rows that are not written yet, and where the first of them will stand. */
  #pending: Buffer[] = []
  #pendingBytes = 0

  constructor() {
    const folder = mkdtempSync(join(tmpdir(), 'logto-migrate-'))
    this.#fd = openSync(join(folder, 'rows'), 'wx+', 0o600)
    rmSync(folder, { recursive: true })
  }

  add(key: string, row: JsonObject): void {
    const slot = this.#slotOf(key)
    const keyBytes = Buffer.from(key)
    const rowBytes = Buffer.from(JSON.stringify(row))
    const head = Buffer.alloc(headBytes)
    head.writeDoubleLE(this.#heads[slot]!, 0)
    head.writeUInt32LE(keyBytes.length, 8)
    head.writeUInt32LE(rowBytes.length, 12)
    if (this.#heads[slot] === none) this.#keys += 1
    this.#heads[slot] = this.#size
    this.#pending.push(head, keyBytes, rowBytes)
    const bytes = headBytes + keyBytes.length + rowBytes.length
    this.#size += bytes
    this.#pendingBytes += bytes
    if (this.#pendingBytes >= writeBytes) this.#flush()
    if (this.#keys * 3 > this.#heads.length * 2) this.#grow()
  }

  /** Rows of a key in the order in which they were added. */
  find(key: string): JsonObject[] {
    this.#flush()
    const rows: JsonObject[] = []
    let offset = this.#heads[this.#slotOf(key)]!
    while (offset !== none) {
      const head = this.#read(offset, headBytes)
      const keyLength = head.readUInt32LE(8)
      const body = this.#read(offset + headBytes, keyLength + head.readUInt32LE(12))
      // Two keys can share a hash.
      if (body.toString('utf8', 0, keyLength) === key) rows.push(JSON.parse(body.toString('utf8', keyLength)))
      offset = head.readDoubleLE(0)
    }
    return rows.reverse()
  }

  close(): void {
    closeSync(this.#fd)
  }

  #read(offset: number, length: number): Buffer {
    const buffer = Buffer.alloc(length)
    readSync(this.#fd, buffer, 0, length, offset)
    return buffer
  }

  #flush(): void {
    if (this.#pendingBytes === 0) return
    const bytes = Buffer.concat(this.#pending)
    for (let written = 0; written < bytes.length;) {
      written += writeSync(this.#fd, bytes, written, bytes.length - written)
    }
    this.#pending = []
    this.#pendingBytes = 0
  }

  /** Where the hash of the key stands, or the empty place for it, which is marked as taken. */
  #slotOf(key: string): number {
    const high = hashText(key, 0x811c9dc5)
    const low = hashText(key, 0x9e3779b9)
    const slot = this.#findSlot(high, low)
    this.#hashes[slot * 2] = high
    this.#hashes[slot * 2 + 1] = low
    return slot
  }

  #findSlot(high: number, low: number): number {
    const mask = this.#heads.length - 1
    let slot = low & mask
    while (
      this.#heads[slot] !== none &&
      (this.#hashes[slot * 2] !== high || this.#hashes[slot * 2 + 1] !== low)
    ) {
      slot = (slot + 1) & mask
    }
    return slot
  }

  #grow(): void {
    const hashes = this.#hashes
    const heads = this.#heads
    this.#hashes = new Uint32Array(hashes.length * 2)
    this.#heads = new Float64Array(heads.length * 2).fill(none)
    for (let old = 0; old < heads.length; old += 1) {
      if (heads[old] === none) continue
      const slot = this.#findSlot(hashes[old * 2]!, hashes[old * 2 + 1]!)
      this.#hashes[slot * 2] = hashes[old * 2]!
      this.#hashes[slot * 2 + 1] = hashes[old * 2 + 1]!
      this.#heads[slot] = heads[old]!
    }
  }
}

/** FNV-1a over UTF-16 units, with a last mix so that neighbouring keys spread. */
const hashText = (text: string, seed: number): number => {
  let hash = seed
  for (let index = 0; index < text.length; index += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193)
  }
  hash = Math.imul(hash ^ (hash >>> 15), 0x85ebca6b)
  return (hash ^ (hash >>> 13)) >>> 0
}
