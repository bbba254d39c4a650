import { createHash } from 'node:crypto'
import { MigrationError } from '../../../outcome/migration-error.js'
import type { JsonValue } from '../../../source/source-record.js'

/** Marks of pages that were read. A vendor that gives one of them again would be read in a circle, for ever. */
export class MarkWatch {
  readonly #name: string
  readonly #seen = new Set<string>()

  /** @param name of the list, for the message */
  constructor(name: string) {
    this.#name = name
  }

  /**
   * Called with the mark of the next page before this one is written: what was given twice is written once.
   *
   * @throws MigrationError `target/source_unexpected`
   */
  mustBeNew(mark: JsonValue | undefined): void {
    if (mark === undefined) return
    const short = createHash('sha256').update(JSON.stringify(mark)).digest('base64').slice(0, 16)
    if (!this.#seen.has(short)) {
      this.#seen.add(short)
      return
    }
    throw new MigrationError(
      'target',
      'source_unexpected',
      `${this.#name}: expected another page, got the address of one that is read already; nothing of this page was written; try later with the same command`,
    )
  }
}
