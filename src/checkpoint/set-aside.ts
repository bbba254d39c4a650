import { rename } from 'node:fs/promises'
import { join } from 'node:path'
import type { RunFolder } from './run-folder.js'

/**
 * The files of an earlier run stay, under another name; none of them may be taken for one of the new run. The
 * checkpoint goes first: without it nothing else is taken for valid.
 */
export const setAside = async (run: RunFolder, nowMs: number): Promise<void> => {
  const { folder, checkpoint, rejectedNdjson, rejectedCsv, idMap, changes, rollback } = run
  const beside = besideFiles.map((name) => join(folder, name))
  await moveAside([checkpoint, rejectedNdjson, rejectedCsv, idMap, changes, ...beside, rollback], nowMs)
}

/** What other commands keep in the run folder. */
const besideFiles = ['summary.json', 'sign-ins.json', 'never-signed-in.csv', 'differences.ndjson']

export const moveAside = async (paths: string[], nowMs: number): Promise<void> => {
  for (const path of paths) {
    await rename(path, `${path}.${Math.floor(nowMs)}.old`).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'ENOENT') throw error
    })
  }
}
