import { readFile } from 'node:fs/promises'
import { join } from 'node:path'

/** Counts of a checkpoint: entries by kind, and records whose create was sent more than once in vain. */
export const readOutcomes = async (folder, runs) => {
  const counts = {}
  for (const run of runs) {
    const text = await readFile(join(folder, run, 'checkpoint.ndjson'), 'utf8')
    for (const line of text.split('\n')) {
      if (line === '') continue
      const { t } = JSON.parse(line)
      counts[t] = (counts[t] ?? 0) + 1
    }
  }
  return counts
}
