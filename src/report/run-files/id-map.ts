import { RecordMap } from '../../spill/record-map.js'
import type { CheckpointState } from '../../checkpoint/checkpoint-state.js'
import type { CheckpointEntry } from '../../checkpoint/entry.js'
import { readEntries } from '../../checkpoint/read-checkpoint.js'
import type { RunFolder } from '../../checkpoint/run-folder.js'
import { writeRows } from './write-rows.js'

/**
 * Writes id-map.csv (source_key, logto_id, outcome) from the checkpoint: the map from old ids to new ones
 * that the customer's own database needs. Returns the number of rows.
 *
 * @param state of the run: with more than one pass the last word on each user counts
 */
export const writeIdMap = async (
  run: RunFolder,
  { pass, withdrawn }: Pick<CheckpointState, 'pass' | 'withdrawn'>,
): Promise<number> => {
  const rows = pass === 1 ? readRows(run.checkpoint, withdrawn) : mergeRows(run)
  return writeRows(run.idMap, ['source_key', 'logto_id', 'outcome'], rows)
}

type Row = [key: string | undefined, id: string | undefined, outcome: string]

async function* readRows(checkpoint: string, withdrawn: ReadonlySet<number>): AsyncGenerator<Row[]> {
  const keys = new Map<number, string>()
  for await (const entries of readEntries(checkpoint)) {
    yield entries.flatMap((entry): Row[] => {
      const row = readRow(entry, keys)
      return row === undefined || ('n' in entry && withdrawn.has(Number(entry.n))) ? [] : [row]
    })
  }
}

const readRow = (entry: CheckpointEntry, keys: Map<number, string>): Row | undefined => {
  if (entry.t === 'begin') keys.set(entry.n, entry.key)
  if (entry.t === 'failed') keys.delete(entry.n)
  const isThere =
    entry.t === 'created' || entry.t === 'adopted' || entry.t === 'existing' || entry.t === 'updated'
  if (!isThere) return undefined
  const key = keys.get(entry.n)
  keys.delete(entry.n)
  return [key, entry.id, entry.t]
}

/**
 * A user deleted in a later pass has no id any more, one created again has another. In bounded memory: the rows are in
 * a temporary file in the folder of the run.
 */
async function* mergeRows({ checkpoint, folder }: RunFolder): AsyncGenerator<Row[]> {
  const rows = new LastRows(folder)
  try {
    const keys = new Map<number, string>()
    for await (const entries of readEntries(checkpoint)) {
      for (const entry of entries) {
        if (entry.t === 'delta') keys.clear()
        if (entry.t === 'withdrawn') rows.dropId(entry.id)
        if (entry.t === 'vanished' && entry.did === 'deleted') rows.drop(entry.key)
        if (entry.t === 'recreate') rows.drop(keys.get(entry.n) ?? '')
        const row = readRow(entry, keys)
        if (row !== undefined) rows.take(row)
      }
    }
    yield* rows.list()
  } finally {
    rows.close()
  }
}

const rowsAtOnce = 1000

/** The last word on each source key, in the order in which the keys came. */
class LastRows {
  readonly #rows: RecordMap<[id: string | undefined, outcome: string]>
  /** Ids whose rows are to go. Finding them takes a look at every row, so they wait for each other. */
  readonly #dropped = new Set<string>()

  constructor(folder: string) {
    this.#rows = new RecordMap(
      {
        encode: ([id, outcome]) => Buffer.from(JSON.stringify([outcome, id])),
        decode: (bytes) => {
          const [outcome, id] = JSON.parse(bytes.toString()) as [string, string | null]
          return [id ?? undefined, outcome]
        },
      },
      { folder },
    )
  }

  take([key, id, outcome]: Row): void {
    if (key === undefined) return
    if (id !== undefined && this.#dropped.has(id)) this.#dropAll()
    this.#rows.set(key, [id, outcome])
  }

  drop(key: string): void {
    this.#rows.delete(key)
  }

  dropId(id: string): void {
    this.#dropped.add(id)
  }

  *list(): Generator<Row[]> {
    this.#dropAll()
    let rows: Row[] = []
    for (const [key, [id, outcome]] of this.#rows) {
      rows.push([key, id, outcome])
      if (rows.length < rowsAtOnce) continue
      yield rows
      rows = []
    }
    yield rows
  }

  close(): void {
    this.#rows.close()
  }

  #dropAll(): void {
    if (this.#dropped.size === 0) return
    for (const [key, [id]] of this.#rows)
      if (id !== undefined && this.#dropped.has(id)) this.#rows.delete(key)
    this.#dropped.clear()
  }
}
