import { createHash } from 'node:crypto'
import type { OpenRun } from '../checkpoint/open-run.js'
import { MigrationError } from '../outcome/migration-error.js'

/**
 * Standard input has no fingerprint before it is read, so the checkpoint gets one on the way: at the first
 * record, then every so often, a digest of all source keys so far. A resumed run must come to the same ones.
 */
export class InputMarks {
  readonly #run: OpenRun
  readonly #isNeeded: boolean
  #digest = ''

  constructor(run: OpenRun) {
    this.#run = run
    this.#isNeeded = run.state.header?.input.some(({ sha256 }) => sha256 === null) ?? false
  }

  /** Throws MigrationError('checkpoint', 'checkpoint_foreign') when the input is another one than before. */
  pass(ordinal: number, sourceKey: string | undefined): void {
    if (!this.#isNeeded) return
    this.#digest = createHash('sha256')
      .update(`${this.#digest}\n${sourceKey ?? ''}`)
      .digest('hex')
      .slice(0, 16)
    if (!isMarked(ordinal)) return
    const { state, journal } = this.#run
    const before = state.marks.get(ordinal)
    if (before === undefined) journal.note({ t: 'mark', n: ordinal, digest: this.#digest })
    else if (before !== this.#digest) throw anotherInput(this.#run.run.checkpoint, ordinal)
  }
}

const isMarked = (ordinal: number): boolean =>
  ordinal === 1 || (ordinal <= 10_000 ? ordinal % 100 === 0 : ordinal % 1000 === 0)

const anotherInput = (checkpoint: string, ordinal: number): MigrationError =>
  new MigrationError(
    'checkpoint',
    'checkpoint_foreign',
    `${checkpoint} belongs to another input: up to record ${ordinal}, standard input does not hold the records it did. Pipe the same data again, or name another folder with --run`,
  )
