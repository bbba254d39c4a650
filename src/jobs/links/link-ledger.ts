import { stat } from 'node:fs/promises'
import { encodeEntry, verifyLine } from '../../checkpoint/lines/entry-line.js'
import { goOver } from '../../checkpoint/go-over.js'
import { openJournalFile } from '../../checkpoint/lines/journal-file.js'
import { LineWriter } from '../../checkpoint/lines/line-writer.js'
import { readLines } from '../../checkpoint/read-checkpoint.js'
import { MigrationError } from '../../outcome/migration-error.js'
import { cutPrivate } from '../../outcome/open-private.js'
import { type LinkEntry, linkEntrySchema, linkFormat } from './link-entry.js'

export interface LinkState {
  head: Extract<LinkEntry, { t: 'links' }> | undefined
  /** Users whose token was asked for, and nothing is known of it. */
  intended: Map<string, number>
  /** The newest token of each user that was not revoked. */
  tokens: Map<string, { id: string; expiresAt: number }>
  /** Whose those tokens are, by their id. */
  holders: Map<string, string>
}

/** Append-only record of the links that were made, in the line format of the checkpoint (without a chain). */
export class LinkLedger {
  readonly state: LinkState
  readonly #writer: LineWriter

  private constructor(state: LinkState, writer: LineWriter) {
    this.state = state
    this.#writer = writer
  }

  /**
   * Reads the ledger, cuts a torn last line, and opens it for appending.
   *
   * @throws MigrationError `checkpoint_damaged`, `checkpoint_foreign`, `checkpoint_newer`
   */
  static async open(path: string, head: Extract<LinkEntry, { t: 'links' }>): Promise<LinkLedger> {
    const state = await readLinkLedger(path)
    const { head: there } = state
    if (there && (there.endpoint !== head.endpoint || there.tenantId !== head.tenantId)) {
      throw new MigrationError(
        'checkpoint',
        'checkpoint_foreign',
        `${path} is of links into ${there.endpoint} (tenant ${there.tenantId}), got ${head.endpoint} (tenant ${head.tenantId}): set LOGTO_ENDPOINT and LOGTO_TENANT_ID to those, or name another run`,
      )
    }
    const ledger = new LinkLedger(
      state,
      new LineWriter(await openJournalFile(path), 'group', describeFailure),
    )
    try {
      if (there === undefined) await ledger.append(head)
    } catch (error) {
      await ledger.close().catch(() => undefined)
      throw error
    }
    return ledger
  }

  /** Resolves when the entry is on disk. */
  append(entry: LinkEntry): Promise<void> {
    applyLink(this.state, entry)
    return this.#writer.append(encodeEntry(entry))
  }

  close(): Promise<void> {
    return this.#writer.close()
  }
}

const describeFailure = (reason: string): string =>
  `the ledger of the links could not be written (${reason}); no more are made. Free space or mend the folder's permissions, then call links again`

/** Without the file: no links. */
export const readLinkLedger = async (path: string): Promise<LinkState> => {
  const state: LinkState = {
    head: undefined,
    intended: new Map(),
    tokens: new Map(),
    holders: new Map(),
  }
  const size = await stat(path).then(
    (info) => info.size,
    () => undefined,
  )
  if (size === undefined) return state
  let line = 0
  const tornBytes = await goOver(readLines(path), (lines) => {
    for (const text of lines) {
      line += 1
      applyLink(state, parseLine(text, path, line))
    }
  })
  if (tornBytes > 0) await cutPrivate(path, size - tornBytes)
  return state
}

const applyLink = (state: LinkState, entry: LinkEntry): void => {
  switch (entry.t) {
    case 'links':
      state.head = entry
      return
    case 'intend':
      state.intended.set(entry.user, entry.at)
      return
    case 'token':
      state.intended.delete(entry.user)
      forgetToken(state, state.tokens.get(entry.user)?.id)
      state.tokens.set(entry.user, { id: entry.id, expiresAt: entry.expiresAt })
      state.holders.set(entry.id, entry.user)
      return
    case 'failed':
      state.intended.delete(entry.user)
      return
    case 'revoked':
      forgetToken(state, entry.id)
  }
}

const forgetToken = ({ tokens, holders }: LinkState, id: string | undefined): void => {
  const user = id === undefined ? undefined : holders.get(id)
  if (id === undefined || user === undefined) return
  holders.delete(id)
  tokens.delete(user)
}

const parseLine = (text: string, path: string, line: number): LinkEntry => {
  const json = verifyLine(text)
  if (json === undefined) throw damaged(path, line, 'the line and its checksum do not agree')
  const value: unknown = JSON.parse(json)
  const format = typeof value === 'object' && value !== null && 'format' in value ? value.format : undefined
  if (line === 1 && typeof format === 'number' && format > linkFormat) {
    throw new MigrationError(
      'checkpoint',
      'checkpoint_newer',
      `${path} has format ${format}, this version reads up to ${linkFormat}: go on with the newer logto-migrate that wrote it`,
    )
  }
  const { data, error } = linkEntrySchema.safeParse(value)
  if (data === undefined) throw damaged(path, line, error.issues[0]?.message ?? 'not an entry')
  return data
}

const damaged = (path: string, line: number, reason: string): MigrationError =>
  new MigrationError(
    'checkpoint',
    'checkpoint_damaged',
    `${path}:${line} is damaged (${reason}). Move it and links.csv away and call links again: everybody gets a new link, the old ones run out`,
  )
