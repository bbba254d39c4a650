import { RecordMap } from '../spill/record-map.js'

const deleted = 1
const gone = 2
const intended = 4

/** What earlier sessions of a rollback have said of users, by Logto id: in bounded memory. To be closed. */
export class SettledUsers {
  readonly #states: RecordMap<number>
  #deletedCount = 0
  #goneCount = 0

  /** @param folder for temporary files */
  constructor(folder: string) {
    const bytes = new Uint8Array(1)
    const encode = (state: number): Uint8Array => {
      bytes[0] = state
      return bytes
    }
    this.#states = new RecordMap({ encode, decode: (from) => from[0]! }, { folder })
  }

  get deletedCount(): number {
    return this.#deletedCount
  }

  get goneCount(): number {
    return this.#goneCount
  }

  /** Deleted, or not there any more. */
  isSettled(id: string): boolean {
    return (this.#stateOf(id) & (deleted | gone)) !== 0
  }

  /** To be deleted when the process ended: may or may not be there. */
  isIntended(id: string): boolean {
    return (this.#stateOf(id) & intended) !== 0
  }

  intend(id: string): void {
    this.#states.set(id, this.#stateOf(id) | intended)
  }

  giveUp(id: string): void {
    const state = this.#stateOf(id)
    if (state !== 0) this.#states.set(id, state & ~intended)
  }

  markDeleted(id: string): void {
    const state = this.#stateOf(id)
    if ((state & deleted) === 0) this.#deletedCount += 1
    this.#states.set(id, (state | deleted) & ~intended)
  }

  markGone(id: string): void {
    const state = this.#stateOf(id)
    if ((state & gone) === 0) this.#goneCount += 1
    this.#states.set(id, state | gone)
  }

  /** Ids of those who are still to be deleted. */
  *intended(): Generator<string> {
    for (const [id, state] of this.#states) if ((state & intended) !== 0) yield id
  }

  /** Ids of those who were deleted, or were about to be. */
  *doomed(): Generator<string> {
    for (const [id, state] of this.#states) if ((state & (deleted | intended)) !== 0) yield id
  }

  close(): void {
    this.#states.close()
  }

  #stateOf(id: string): number {
    return this.#states.get(id) ?? 0
  }
}
