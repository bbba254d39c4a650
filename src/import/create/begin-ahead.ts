import type { Journal } from '../../checkpoint/journal.js'

/** A record whose `begin` is on its way to the disk, or there, and for which nothing was sent yet. */
export interface BegunAhead {
  sinceMs: number
  onDisk: Promise<void>
}

/**
 * Begins records before there is a place in flight for their requests, so that nobody waits for the disk while the
 * target could work. A run that is killed meanwhile looks a few more records up when it is resumed.
 */
export class BeginAhead {
  readonly #journal: Journal
  readonly #at: () => number
  readonly #begun = new Map<number, BegunAhead>()

  /** @param at milliseconds since the start of the run */
  constructor(journal: Journal, at: () => number) {
    this.#journal = journal
    this.#at = at
  }

  /** Whether nothing was done for the record. */
  isUntouched(ordinal: number): boolean {
    const { done, begun, open, recreated } = this.#journal.state
    return [done, begun, open, recreated].every((records) => !records.has(ordinal))
  }

  /** Resolves when the `begin` is on disk. */
  begin(ordinal: number, sourceKey: string): Promise<void> {
    const sinceMs = this.#at()
    const onDisk = this.#journal.append({ t: 'begin', n: ordinal, key: sourceKey, at: sinceMs })
    this.#begun.set(ordinal, { sinceMs, onDisk })
    return onDisk
  }

  /** What was begun for the record, once. */
  take(ordinal: number): BegunAhead | undefined {
    const ahead = this.#begun.get(ordinal)
    this.#begun.delete(ordinal)
    return ahead
  }
}
