import { chmod, mkdir, readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { acquireLock, type Lock } from '../checkpoint/lock.js'
import { MigrationError } from '../outcome/migration-error.js'
import { symlinkRefused } from '../outcome/open-private.js'
import type { JsonObject, JsonValue } from '../source/source-record.js'
import type { ExportPart } from './export-source.js'
import type { RunExportOptions } from './export-options.js'
import { type FileExtent, Ledger, type LedgerSession } from './ledger/ledger.js'
import { RowWriter } from './ledger/row-writer.js'
import { manifestName } from './manifest/manifest-schema.js'
import { ledgerName } from './manifest/read-manifest.js'

const lockName = 'export.lock'
const nothing: FileExtent = { bytes: 0, records: 0 }

/** The folder of an export that is being written: its files, and the ledger that says how far they go. */
export class ExportFolder {
  /** Whether an earlier call has begun it. */
  readonly isResumed: boolean
  readonly #path: string
  readonly #ending: string
  readonly #ledger: Ledger
  readonly #lock: Lock
  readonly #now: () => number
  readonly #writers = new Map<string, RowWriter>()

  private constructor(options: RunExportOptions, ledger: Ledger, lock: Lock, isResumed: boolean) {
    this.#path = options.folder
    this.#ending = options.isCompressed === true ? '.ndjson.gz' : '.ndjson'
    this.#ledger = ledger
    this.#lock = lock
    this.#now = options.effects.now
    this.isResumed = isResumed
  }

  /**
   * Makes the folder, or takes up the export in it.
   *
   * @param continuation kept from the first session on: what changes later than that is a later export's
   * @throws MigrationError `usage/export_exists`, `usage/export_differs`, `usage/folder_not_empty`
   */
  static async open(options: RunExportOptions, continuation?: string): Promise<ExportFolder> {
    const { folder, effects, source } = options
    await mkdir(folder, { recursive: true, mode: 0o700 })
    const lock = await acquireLock(join(folder, lockName), effects.now)
    try {
      await prepare(folder, options.isFresh === true)
      await chmod(folder, 0o700)
      const ledger = await Ledger.open(join(folder, ledgerName))
      const request = describeRequest(options)
      const { header } = ledger.state
      if (header === undefined) {
        await ledger.begin({
          system: source.system,
          request,
          startedAt: new Date(effects.now()).toISOString(),
          ...(continuation === undefined ? {} : { continuation }),
        })
      } else if (header.request !== request) {
        await ledger.close()
        throw differs(folder, header.request, request)
      }
      return new ExportFolder(options, ledger, lock, header !== undefined)
    } catch (error) {
      await lock.release()
      throw error
    }
  }

  get startedAt(): string {
    return this.#ledger.state.header!.startedAt
  }

  get continuation(): string | undefined {
    return this.#ledger.state.header!.continuation
  }

  get sessions(): readonly LedgerSession[] {
    return this.#ledger.state.sessions
  }

  beginSession(snapshot: LedgerSession['snapshot']): Promise<void> {
    return this.#ledger.beginSession({ startedAt: new Date(this.#now()).toISOString(), snapshot })
  }

  /** Where a part goes on; undefined at its beginning. */
  cursorOf({ name }: ExportPart): JsonValue | undefined {
    return this.#ledger.state.parts.get(name)?.cursor
  }

  isDone({ name }: ExportPart): boolean {
    return this.#ledger.state.parts.get(name)?.isDone === true
  }

  countOf(file: string): number {
    return (this.#writers.get(file)?.extent ?? this.#ledger.state.files.get(file) ?? nothing).records
  }

  /** Every file a part writes is there, even where there are no rows. */
  async openFiles(part: ExportPart): Promise<void> {
    for (const file of part.files) await this.#open(file)
  }

  /** Begins a part again. */
  async empty(part: ExportPart): Promise<void> {
    // Said first: what is emptied may not be missed by whoever comes after a kill.
    await this.#ledger.commit(
      part.name,
      undefined,
      false,
      Object.fromEntries(part.files.map((file) => [file, nothing])),
    )
    for (const file of part.files) {
      const writer = await this.#open(file)
      await writer.empty()
    }
  }

  /** Rows first, then the entry that speaks of them. */
  async write(
    part: ExportPart,
    rows: { readonly [file: string]: readonly JsonObject[] },
    cursor: JsonValue,
  ): Promise<void> {
    const hasRows = Object.values(rows).some(({ length }) => length > 0)
    if (hasRows && cursor !== null && this.#ledger.hasPassed(part.name, cursor)) throw inCircles(part)
    for (const [file, added] of Object.entries(rows)) await (await this.#open(file)).write(added)
    await this.#ledger.commit(part.name, cursor, false, this.#extentsOf(part))
  }

  async finish(part: ExportPart): Promise<void> {
    await this.#ledger.commit(part.name, undefined, true, this.#extentsOf(part))
  }

  /** What is written, by the name of the file. */
  listFiles(): { name: string; path: string; extent: FileExtent }[] {
    return Array.from(this.#ledger.state.files, ([name, extent]) => ({
      name,
      path: `${name}${this.#ending}`,
      extent,
    }))
  }

  async close(): Promise<void> {
    for (const writer of this.#writers.values()) await writer.close()
    await this.#ledger.close()
    await this.#lock.release()
  }

  async #open(file: string): Promise<RowWriter> {
    const known = this.#writers.get(file)
    if (known !== undefined) return known
    const path = join(this.#path, `${file}${this.#ending}`)
    const writer = await RowWriter.open(path, this.#ledger.state.files.get(file) ?? nothing)
    this.#writers.set(file, writer)
    return writer
  }

  #extentsOf(part: ExportPart): { [file: string]: FileExtent } {
    return Object.fromEntries(
      part.files.map((file) => [file, this.#writers.get(file)?.extent ?? nothing] as const),
    )
  }
}

const inCircles = ({ name }: ExportPart): MigrationError =>
  new MigrationError(
    'target',
    'source_unexpected',
    `${name}: expected to go on, got a place that was read before; nothing of this page was written; try later with the same command`,
  )

const prepare = async (folder: string, isFresh: boolean): Promise<void> => {
  const entries = await readdir(folder, { withFileTypes: true })
  const link = entries.find((entry) => entry.isSymbolicLink())
  if (link !== undefined) throw symlinkRefused(join(folder, link.name))
  const names = entries.map((entry) => entry.name).filter((name) => !name.startsWith(lockName))
  const isOurs = names.includes(ledgerName)
  if (!isOurs && names.length > 0) {
    throw new MigrationError(
      'usage',
      'folder_not_empty',
      `${folder} holds other files (${names[0]}): name a new folder with --to`,
    )
  }
  if (isFresh) {
    // The manifest first: without it the rest is no export.
    const stale = names.filter((name) => name === manifestName || name === ledgerName || isRowFile(name))
    for (const name of stale.sort((a, b) => Number(b === manifestName) - Number(a === manifestName))) {
      await rm(join(folder, name), { force: true })
    }
    return
  }
  if (!names.includes(manifestName)) return
  throw new MigrationError(
    'usage',
    'export_exists',
    `${folder} holds a whole export: name another folder with --to, or replace it with --fresh`,
  )
}

const isRowFile = (name: string): boolean => /\.ndjson(?:\.gz)?$/.test(name)

/** An export with other filters would be another one. */
const describeRequest = ({ source, filters, options, isCompressed }: RunExportOptions): string =>
  JSON.stringify({
    system: source.system,
    since: filters?.since ?? null,
    limit: filters?.limit ?? null,
    gzip: isCompressed === true,
    options: Object.fromEntries(Object.entries(options ?? {}).sort(([a], [b]) => (a < b ? -1 : 1))),
  })

const differs = (folder: string, before: string, now: string): MigrationError =>
  new MigrationError(
    'usage',
    'export_differs',
    `the export in ${folder} was begun as ${before}, and this one is ${now}: name another folder with --to, or begin again with --fresh`,
  )
