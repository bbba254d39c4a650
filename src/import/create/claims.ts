import { readEntries } from '../../checkpoint/read-checkpoint.js'
import type { CreateUserBody } from '../../plan/user-plan.js'
import { isNamedByMark } from './run-mark.js'

/**
 * Which users of the target belong to a record already. Asked for only where nothing but the content tells whose
 * a user is: users without identifier and without a mark that names the record.
 */
export class Claims {
  readonly #checkpoint: string
  readonly #own = new Set<string>()
  #earlier: Promise<void> | undefined

  /** @param checkpoint path of the file with what earlier sessions created */
  constructor(checkpoint: string) {
    this.#checkpoint = checkpoint
  }

  /** Remembers only what can be confused. */
  add(body: CreateUserBody, userId: string): void {
    if (!isNamedByMark(body)) this.#own.add(userId)
  }

  /** The same set every time, and it grows. Reads the checkpoint once, at the first call. */
  async read(): Promise<ReadonlySet<string>> {
    this.#earlier ??= this.#readEarlier()
    await this.#earlier
    return this.#own
  }

  async #readEarlier(): Promise<void> {
    for await (const entries of readEntries(this.#checkpoint)) {
      for (const entry of entries) {
        if (entry.t === 'created' || entry.t === 'adopted') this.#own.add(entry.id)
      }
    }
  }
}
