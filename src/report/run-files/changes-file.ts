import type { CheckpointEntry } from '../../checkpoint/entry.js'
import { readEntries } from '../../checkpoint/read-checkpoint.js'
import type { RunFolder } from '../../checkpoint/run-folder.js'
import { type CsvRow, writeRows } from './write-rows.js'

/**
 * Writes changes.csv: what the newest export changed, a line a user. `fields` are those changed, `kept` what could
 * not be changed (`password`) or why a vanished user was left alone.
 *
 * @param pass whose changes are meant: the last one
 */
export const writeChanges = (run: RunFolder, pass: number): Promise<number> =>
  writeRows(
    run.changes,
    ['source_key', 'logto_id', 'outcome', 'fields', 'kept'],
    readChanges(run.checkpoint, pass),
  )

async function* readChanges(checkpoint: string, pass: number): AsyncGenerator<CsvRow[]> {
  const reader = new ChangeReader(pass)
  for await (const entries of readEntries(checkpoint)) {
    yield entries.map((entry) => reader.read(entry)).filter((row) => row !== undefined)
  }
}

class ChangeReader {
  readonly #pass: number
  #current = 1
  readonly #keys = new Map<number, string>()
  readonly #recreated = new Set<number>()

  constructor(pass: number) {
    this.#pass = pass
  }

  read(entry: CheckpointEntry): CsvRow | undefined {
    if (entry.t === 'delta') this.#current += 1
    if (this.#current !== this.#pass) return undefined
    switch (entry.t) {
      case 'begin':
        this.#keys.set(entry.n, entry.key)
        return undefined
      case 'recreate':
        this.#recreated.add(entry.n)
        return undefined
      case 'created':
      case 'adopted':
        // In a first pass everybody is new: that is in id-map.csv.
        if (this.#pass === 1 && !this.#recreated.has(entry.n)) return this.#forget(entry.n)
        return [this.#take(entry.n), entry.id, this.#recreated.has(entry.n) ? 'recreated' : 'created', '', '']
      case 'updated':
        return [
          this.#take(entry.n),
          entry.id,
          'updated',
          entry.fields.join(' '),
          (entry.kept ?? []).join(' '),
        ]
      case 'vanished':
        return [entry.key, entry.id, `vanished, ${entry.did}`, '', entry.code ?? '']
      default:
        return undefined
    }
  }

  #take(n: number): string | undefined {
    const key = this.#keys.get(n)
    this.#keys.delete(n)
    return key
  }

  #forget(n: number): undefined {
    this.#keys.delete(n)
  }
}
