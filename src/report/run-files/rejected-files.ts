import { createReadStream } from 'node:fs'
import { type FileHandle, open } from 'node:fs/promises'
import { createInterface } from 'node:readline'
import { OrdinalSet } from '../../checkpoint/ordinal-set.js'
import type { RunFolder } from '../../checkpoint/run-folder.js'
import { cutPrivate, openPrivate } from '../../outcome/open-private.js'
import { escapeControls } from '../../outcome/escape-controls.js'
import { replaceFile } from '../../outcome/replace-file.js'
import type { JsonObject } from '../../source/source-record.js'
import { csvLine } from './csv-line.js'
import { unnamed } from '../../secrets/kept-out.js'
import { maskRawText } from '../../secrets/mask-text.js'
import { SecretFilter } from '../../secrets/secret-filter.js'

/** A record that did not go in, as it stands in rejected.ndjson. */
export interface Rejection {
  ordinal: number
  file: string
  line: number
  sourceKey: string | undefined
  codes: string[]
  messages: string[]
  /** The original, secrets left out. */
  record: JsonObject | undefined
  /** Text of a record that could not be read. */
  raw: string | undefined
  /** Values that the record uses as password or second factor: left out under whatever name they stand. */
  usedSecrets?: readonly string[] | undefined
}

/**
 * Appends to rejected.ndjson and makes rejected.csv from it in the end. A record is written once however often
 * the run is resumed: what the file holds already is read first, a torn last line is cut.
 */
export class RejectedFiles {
  readonly #run: RunFolder
  readonly #file: FileHandle
  readonly #written: OrdinalSet
  readonly #secrets: SecretFilter
  readonly #isOwned: () => boolean
  #tail: Promise<unknown> = Promise.resolve()
  #failure: { error: unknown } | undefined
  #text = ''
  #isQueued = false

  /**
   * @param secrets follows the mapping of the run
   * @param isOwned false where another process has taken the run over: it writes the files from then on
   */
  static async open(
    run: RunFolder,
    secrets = new SecretFilter(),
    isOwned: () => boolean = () => true,
  ): Promise<RejectedFiles> {
    const written = await readOrdinals(run.rejectedNdjson)
    return new RejectedFiles(run, await openPrivate(run.rejectedNdjson, 'a'), written, secrets, isOwned)
  }

  private constructor(
    run: RunFolder,
    file: FileHandle,
    written: OrdinalSet,
    secrets: SecretFilter,
    isOwned: () => boolean,
  ) {
    this.#run = run
    this.#file = file
    this.#written = written
    this.#secrets = secrets
    this.#isOwned = isOwned
  }

  /** Queues one rejection; a failing disk shows in `close`. */
  add(rejection: Rejection): void {
    if (this.#written.has(rejection.ordinal)) return
    this.#written.add(rejection.ordinal)
    const record =
      rejection.record === undefined
        ? undefined
        : this.#secrets.filter(rejection.record, '', unnamed, rejection.usedSecrets)
    const raw = rejection.raw === undefined ? undefined : maskRawText(rejection.raw)
    const { ordinal, file, line, sourceKey, codes, messages } = rejection
    this.#text += `${escapeControls(JSON.stringify({ ordinal, file, line, sourceKey, codes, messages, record, raw }))}\n`
    if (this.#isQueued) return
    this.#isQueued = true
    this.#tail = this.#tail
      .then(() => this.#write())
      .catch((error: unknown) => {
        this.#failure ??= { error }
      })
  }

  /** @param arrived ordinals of records that were refused before and have gone in since: their lines are taken out */
  async close(arrived: readonly number[] = []): Promise<void> {
    await this.#tail
    await this.#file.close()
    if (!this.#isOwned()) return
    if (this.#failure !== undefined) throw this.#failure.error
    const gone = new Set(arrived.filter((ordinal) => this.#written.has(ordinal)))
    if (gone.size > 0) await dropLines(this.#run, gone)
    await writeRejectedCsv(this.#run)
  }

  async #write(): Promise<void> {
    this.#isQueued = false
    const text = this.#text
    this.#text = ''
    if (this.#isOwned()) await this.#file.appendFile(text)
  }
}

const dropLines = async ({ rejectedNdjson }: RunFolder, gone: ReadonlySet<number>): Promise<void> => {
  await replaceFile(rejectedNdjson, async (file) => {
    for await (const text of readLines(rejectedNdjson)) {
      if (!gone.has(parseRejection(text)?.ordinal ?? 0)) await file.appendFile(`${text}\n`)
    }
  })
}

/**
 * People mend records in the file itself: a line that is blank, or half mended, is nobody's rejection and must
 * not stop the run. It stays in the file.
 */
const parseRejection = (text: string): Rejection | undefined => {
  if (!/^\{"ordinal":\d+,/.test(text)) return undefined
  try {
    const row = JSON.parse(text) as Rejection
    return Array.isArray(row.codes) && Array.isArray(row.messages) ? row : undefined
  } catch {
    return undefined
  }
}

const readLines = (path: string): AsyncIterable<string> =>
  createInterface({ input: createReadStream(path), crlfDelay: Infinity })

const writeRejectedCsv = (run: RunFolder): Promise<void> =>
  replaceFile(run.rejectedCsv, async (file) => {
    await file.appendFile(csvLine(['file', 'line', 'ordinal', 'source_key', 'codes', 'messages', 'record']))
    for await (const text of readLines(run.rejectedNdjson)) {
      const row = parseRejection(text)
      if (row === undefined) continue
      await file.appendFile(
        csvLine([
          row.file,
          row.line,
          row.ordinal,
          row.sourceKey,
          row.codes.join(' '),
          row.messages.join(' '),
          row.record === undefined ? row.raw : JSON.stringify(row.record),
        ]),
      )
    }
  })

const readOrdinals = async (path: string): Promise<OrdinalSet> => {
  const ordinals = new OrdinalSet()
  await cutTornLine(path)
  const input = createReadStream(path)
  try {
    for await (const line of createInterface({ input, crlfDelay: Infinity })) {
      const match = /^\{"ordinal":(\d+),/.exec(line)
      if (match !== null) ordinals.add(Number(match[1]))
    }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
  }
  return ordinals
}

/** Cuts what stands behind the last line feed; a missing file is as good as an empty one. */
const cutTornLine = async (path: string): Promise<void> => {
  const handle = await open(path, 'r').catch(() => undefined)
  if (handle === undefined) return
  try {
    const { size } = await handle.stat()
    const chunk = Buffer.alloc(64 * 1024)
    for (let end = size; end > 0; end -= chunk.length) {
      const start = Math.max(0, end - chunk.length)
      const { bytesRead } = await handle.read(chunk, 0, end - start, start)
      const newline = chunk.subarray(0, bytesRead).lastIndexOf(0x0a)
      if (newline === -1 && start > 0) continue
      const keep = start + newline + 1
      if (keep < size) await cutPrivate(path, keep)
      return
    }
  } finally {
    await handle.close()
  }
}
