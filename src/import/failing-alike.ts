import { MigrationError } from '../outcome/migration-error.js'

/** So many refusals in a row for one and the same reason are not the records' fault. */
const limit = 25

/** Reasons that belong to the record, however many come in a row. */
const belongsToRecord = (code: string): boolean =>
  code.endsWith('_already_in_use') || code === 'conflict_split'

/** Stops a run whose records fail one after another for the same reason of the server. */
export class FailingAlike {
  #code: string | undefined
  #count = 0

  succeeded(): void {
    this.#count = 0
  }

  /** Throws MigrationError('target', 'failing_alike') at the 25th alike in a row. */
  failed(code: string): void {
    if (belongsToRecord(code)) return
    this.#count = code === this.#code ? this.#count + 1 : 1
    this.#code = code
    if (this.#count < limit) return
    throw new MigrationError(
      'target',
      'failing_alike',
      `the last ${limit} records all ended with "${code}": the run is stopped so that the rest is not burnt. Find the cause, then resume; "retry" takes up what was refused for good`,
    )
  }
}
