import { encodeEntry } from '../../checkpoint/lines/entry-line.js'
import { mustBeSameTarget } from '../../checkpoint/refuse/refuse-other-target.js'
import { openJournalFile } from '../../checkpoint/lines/journal-file.js'
import { LineWriter } from '../../checkpoint/lines/line-writer.js'
import { type LedgerKind, parseLedgerLine, readLedger } from '../../checkpoint/lines/read-ledger.js'
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
    if (there !== undefined) mustBeSameTarget(path, there, head)
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
  await readLedger(path, (text, line) => applyLink(state, parseLedgerLine(kind, path, text, line)))
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

const kind: LedgerKind<LinkEntry> = {
  schema: linkEntrySchema,
  format: linkFormat,
  advice: 'Move it and links.csv away and call links again: everybody gets a new link, the old ones run out',
}
