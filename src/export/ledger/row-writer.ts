import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { type FileHandle, stat } from 'node:fs/promises'
import { promisify } from 'node:util'
import { gzip } from 'node:zlib'
import { MigrationError } from '../../outcome/migration-error.js'
import { cutPrivate, openPrivate } from '../../outcome/open-private.js'
import type { JsonObject } from '../../source/source-record.js'
import type { FileExtent } from './ledger.js'

const compress = promisify(gzip)

/**
 * One file of an export: NDJSON, one row a line, readable by its owner alone. Compressed it is a member of gzip for
 * each step, so that it can be cut off behind any of them.
 */
export class RowWriter {
  readonly path: string
  readonly #file: FileHandle
  readonly #isCompressed: boolean
  #extent: FileExtent

  private constructor(path: string, file: FileHandle, extent: FileExtent) {
    this.path = path
    this.#file = file
    this.#isCompressed = path.endsWith('.gz')
    this.#extent = extent
  }

  /**
   * Opens the file and cuts off what no entry of the ledger speaks of.
   *
   * @throws MigrationError `output/export_changed` when less is there than the ledger says
   */
  static async open(path: string, extent: FileExtent): Promise<RowWriter> {
    const file = await openPrivate(path, 'a')
    const { size } = await stat(path)
    if (size < extent.bytes) {
      await file.close()
      throw new MigrationError(
        'output',
        'export_changed',
        `${path} has ${size} bytes and had ${extent.bytes} when the export stopped: export afresh with --fresh`,
      )
    }
    if (size > extent.bytes) await cutPrivate(path, extent.bytes)
    return new RowWriter(path, file, extent)
  }

  get extent(): FileExtent {
    return this.#extent
  }

  /** Resolves when the rows are on disk. */
  async write(rows: readonly JsonObject[]): Promise<void> {
    if (rows.length === 0) return
    const text = `${rows.map((row) => JSON.stringify(row)).join('\n')}\n`
    const bytes = this.#isCompressed ? await compress(text) : Buffer.from(text)
    await this.#file.appendFile(bytes)
    await this.#file.datasync()
    this.#extent = {
      bytes: this.#extent.bytes + bytes.length,
      records: this.#extent.records + rows.length,
    }
  }

  async empty(): Promise<void> {
    await this.#file.truncate(0)
    this.#extent = { bytes: 0, records: 0 }
  }

  async close(): Promise<void> {
    await this.#file.close()
  }
}

/** Lower-case hex over the bytes on disk. */
export const hashFile = async (path: string): Promise<string> => {
  const hash = createHash('sha256')
  for await (const chunk of createReadStream(path)) hash.update(chunk as Buffer)
  return hash.digest('hex')
}
