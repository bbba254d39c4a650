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
  const rows = pass === 1 ? readRows(run.checkpoint, withdrawn) : mergeRows(run.checkpoint)
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

/** A user deleted in a later pass has no id any more, one created again has another. */
async function* mergeRows(checkpoint: string): AsyncGenerator<Row[]> {
  const rows = new Map<string, Row>()
  const keys = new Map<number, string>()
  for await (const entries of readEntries(checkpoint)) {
    for (const entry of entries) {
      if (entry.t === 'delta') keys.clear()
      if (entry.t === 'withdrawn') dropId(rows, entry.id)
      if (entry.t === 'vanished' && entry.did === 'deleted') rows.delete(entry.key)
      if (entry.t === 'recreate') rows.delete(keys.get(entry.n) ?? '')
      const row = readRow(entry, keys)
      if (row?.[0] !== undefined) rows.set(row[0], row)
    }
  }
  yield [...rows.values()]
}

const dropId = (rows: Map<string, Row>, id: string): void => {
  for (const [key, row] of rows) if (row[1] === id) rows.delete(key)
}
