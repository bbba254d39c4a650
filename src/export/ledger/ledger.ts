import { createHash } from 'node:crypto'
import type { FileHandle } from 'node:fs/promises'
import { z } from 'zod'
import { readLedger } from '../../checkpoint/lines/read-ledger.js'
import { MigrationError } from '../../outcome/migration-error.js'
import { openPrivate } from '../../outcome/open-private.js'
import type { JsonValue } from '../../source/source-record.js'

const headerSchema = z.strictObject({
  type: z.literal('export'),
  version: z.literal(1),
  system: z.string(),
  /** What an export has to have in common with its continuation. */
  request: z.string(),
  startedAt: z.string(),
  /** What a later export goes on from. */
  continuation: z.string().optional(),
})

const sessionSchema = z.strictObject({
  type: z.literal('session'),
  startedAt: z.string(),
  snapshot: z.enum(['transaction', 'none']),
})

const extentSchema = z.strictObject({ bytes: z.int().nonnegative(), records: z.int().nonnegative() })

const commitSchema = z.strictObject({
  type: z.literal('commit'),
  part: z.string(),
  /** Undefined once the part is through, and where it begins again. */
  cursor: z.json().optional(),
  isDone: z.boolean(),
  files: z.record(z.string(), extentSchema),
})

const entrySchema = z.discriminatedUnion('type', [headerSchema, sessionSchema, commitSchema])

export type LedgerHeader = Omit<z.infer<typeof headerSchema>, 'type' | 'version'>
export type LedgerSession = Omit<z.infer<typeof sessionSchema>, 'type'>
/** How far a file goes: what is behind it was not forced to disk. */
export type FileExtent = z.infer<typeof extentSchema>

interface PartState {
  cursor: JsonValue | undefined
  isDone: boolean
  /** Every place behind which the part has gone on, since it began: hashes. */
  passed: Set<string>
}

/** What a ledger says about an export that is under way. */
export interface LedgerState {
  header: LedgerHeader | undefined
  sessions: LedgerSession[]
  /** By the name of the part. */
  parts: Map<string, PartState>
  files: Map<string, FileExtent>
}

/**
 * Where an export stands: for each part the cursor behind which everything is still to come, and how far the files
 * go that belong to it. An entry is written only after the rows it speaks of are on disk, so rows behind the extents
 * of the last entry are cut off, and read again.
 */
export class Ledger {
  readonly state: LedgerState
  readonly #file: FileHandle

  private constructor(state: LedgerState, file: FileHandle) {
    this.state = state
    this.#file = file
  }

  /** @throws MigrationError `output/ledger_damaged` for any unreadable line but a torn last one */
  static async open(path: string): Promise<Ledger> {
    const state = await readState(path)
    return new Ledger(state, await openPrivate(path, 'a'))
  }

  async begin(header: LedgerHeader): Promise<void> {
    this.state.header = header
    await this.#append({ type: 'export', version: 1, ...header })
  }

  async beginSession(session: LedgerSession): Promise<void> {
    this.state.sessions.push(session)
    await this.#append({ type: 'session', ...session })
  }

  /** @param cursor undefined when the part is through, or at its beginning */
  async commit(
    part: string,
    cursor: JsonValue | undefined,
    isDone: boolean,
    files: { readonly [file: string]: FileExtent },
  ): Promise<void> {
    const entry = {
      type: 'commit' as const,
      part,
      ...(cursor === undefined ? {} : { cursor }),
      isDone,
      files,
    }
    await this.#append(entry)
    takeEntry(this.state, entry)
  }

  /** Whether the part has been at this place: whoever leads back to it would be read in a circle, for ever. */
  hasPassed(part: string, cursor: JsonValue): boolean {
    return this.state.parts.get(part)?.passed.has(shorten(cursor)) === true
  }

  async close(): Promise<void> {
    await this.#file.close()
  }

  async #append(entry: z.infer<typeof entrySchema>): Promise<void> {
    await this.#file.appendFile(`${JSON.stringify(entry)}\n`)
    await this.#file.datasync()
  }
}

const readState = async (path: string): Promise<LedgerState> => {
  const state: LedgerState = { header: undefined, sessions: [], parts: new Map(), files: new Map() }
  await readLedger(path, (line, number) => {
    if (line !== '') takeEntry(state, readEntry(line, path, number))
  })
  return state
}

const readEntry = (line: string, path: string, number: number): z.infer<typeof entrySchema> => {
  try {
    return entrySchema.parse(JSON.parse(line))
  } catch (cause) {
    throw new MigrationError(
      'output',
      'ledger_damaged',
      `${path}:${number} cannot be read: export afresh with --fresh`,
      { cause },
    )
  }
}

const takeEntry = (state: LedgerState, entry: z.infer<typeof entrySchema>): void => {
  if (entry.type === 'export') {
    const { type: _type, version: _version, ...header } = entry
    state.header = header
  } else if (entry.type === 'session') {
    state.sessions.push({ startedAt: entry.startedAt, snapshot: entry.snapshot })
  } else {
    const { part, cursor, isDone } = entry
    const isBeginning = cursor === undefined && !isDone
    const passed = (isBeginning ? undefined : state.parts.get(part)?.passed) ?? new Set<string>()
    if (cursor !== undefined && cursor !== null) passed.add(shorten(cursor))
    state.parts.set(part, { cursor, isDone, passed })
    for (const [file, extent] of Object.entries(entry.files)) state.files.set(file, extent)
  }
}

const shorten = (cursor: JsonValue): string =>
  createHash('sha256').update(JSON.stringify(cursor)).digest('base64').slice(0, 16)
