import { open, rename } from 'node:fs/promises'
import { readEntries } from '../checkpoint/read-checkpoint.js'
import type { RunFolder } from '../checkpoint/run-folder.js'
import { csvLine } from './csv-line.js'

/**
 * Writes id-map.csv (source_key, logto_id, outcome) from the checkpoint: the map from old ids to new ones
 * that the customer's own database needs. Returns the number of rows.
 */
export const writeIdMap = async (run: RunFolder): Promise<number> => {
  const keys = new Map<number, string>()
  const temporary = `${run.idMap}.new`
  const file = await open(temporary, 'w', 0o600)
  let rows = 0
  try {
    await file.appendFile(csvLine(['source_key', 'logto_id', 'outcome']))
    for await (const entries of readEntries(run.checkpoint)) {
      let text = ''
      for (const entry of entries) {
        if (entry.t === 'begin') keys.set(entry.n, entry.key)
        else if (entry.t === 'created' || entry.t === 'adopted' || entry.t === 'existing') {
          text += csvLine([keys.get(entry.n), entry.id, entry.t])
          keys.delete(entry.n)
          rows += 1
        } else if (entry.t === 'failed') keys.delete(entry.n)
      }
      await file.appendFile(text)
    }
  } finally {
    await file.close()
  }
  await rename(temporary, run.idMap)
  return rows
}
