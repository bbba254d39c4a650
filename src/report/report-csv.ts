import type { CheckpointEntry } from '../checkpoint/entry.js'
import { OrdinalSet } from '../checkpoint/ordinal-set.js'
import { readEntries } from '../checkpoint/read-checkpoint.js'
import type { RunFolder } from '../checkpoint/run-folder.js'
import { csvLine } from './run-files/csv-line.js'
import { maskKey } from './mask-personal-data.js'
import type { RunTally } from './run-tally.js'

/**
 * One row for each record of the newest pass: ordinal, source_key, logto_id, outcome, code, ms. In the order in
 * which they were settled, those without an outcome last. Piece by piece.
 */
export async function* writeCsv(
  run: RunFolder,
  tally: RunTally,
  showPersonalData: boolean,
): AsyncGenerator<string> {
  const rows = new RecordRows(tally, showPersonalData)
  yield csvLine(['ordinal', 'source_key', 'logto_id', 'outcome', 'code', 'ms'])
  let pass = 1
  for await (const entries of readEntries(run.checkpoint)) {
    let text = ''
    for (const entry of entries) {
      if (entry.t === 'delta') pass += 1
      else if (pass === tally.state.pass) text += rows.take(entry)
    }
    yield text
  }
  yield rows.rest()
}

class RecordRows {
  readonly #tally: RunTally
  readonly #showPersonalData: boolean
  /** Keys of what is begun and not settled; few at any time. */
  readonly #keys = new Map<number, string>()
  /** Failed records are told once, however often they failed. */
  readonly #failed = new OrdinalSet()

  constructor(tally: RunTally, showPersonalData: boolean) {
    this.#tally = tally
    this.#showPersonalData = showPersonalData
  }

  take(entry: CheckpointEntry): string {
    const { state } = this.#tally
    switch (entry.t) {
      case 'begin':
        this.#keys.set(entry.n, entry.key)
        return ''
      case 'created':
      case 'adopted':
      case 'updated': {
        const codes = [...new Set(state.open.get(entry.n)?.failed.values())]
        return this.#row(entry.n, entry.id, entry.t, codes, entry.ms)
      }
      case 'same':
        return entry.n.map((n, place) => this.#row(n, entry.id[place], 'unchanged', [])).join('')
      case 'existing':
        return this.#row(entry.n, entry.id, 'existing', [entry.code])
      case 'failed': {
        const code = state.failed.get(entry.n)
        // Opened again and settled later, or told already.
        if (code === undefined || this.#failed.has(entry.n)) {
          this.#keys.delete(entry.n)
          return ''
        }
        this.#failed.add(entry.n)
        return this.#row(entry.n, undefined, 'failed', [code])
      }
      case 'rejected':
        if (entry.key !== undefined) this.#keys.set(entry.n, entry.key)
        return this.#row(entry.n, undefined, 'rejected', entry.codes)
      case 'skipped':
        if (entry.key !== undefined) this.#keys.set(entry.n, entry.key)
        return this.#row(entry.n, undefined, 'skipped', [entry.code])
      default:
        return ''
    }
  }

  /** What was begun and has no outcome. */
  rest(): string {
    return [...this.#tally.state.begun.keys()]
      .filter((n) => !this.#failed.has(n))
      .map((n) => this.#row(n, undefined, 'unknown', []))
      .join('')
  }

  #row(n: number, id: string | undefined, outcome: string, codes: string[], ms?: number): string {
    const key = this.#keys.get(n)
    this.#keys.delete(n)
    const shown = key === undefined || this.#showPersonalData ? key : maskKey(key)
    return csvLine([n, shown, id, outcome, codes.join(' '), ms])
  }
}
