import { access } from 'node:fs/promises'
import { verifyLine } from './lines/entry-line.js'
import { readLines } from './lines/read-lines.js'
import type { RunFolder } from './run-folder.js'

/** A rollback that has left nothing of its run. */
export interface FinishedRollback {
  /** When its last session began, ISO 8601. */
  at: string
  /** Users. */
  deleted: number
  /** Users who were not there any more. */
  gone: number
}

/**
 * What the ledger beside the checkpoint says of a rollback that has come to its end; undefined where there is none, or
 * where it still goes on. Lines are counted, not judged: whoever rolls back audits them.
 */
export const readRollback = async ({ rollback }: RunFolder): Promise<FinishedRollback | undefined> => {
  const isThere = await access(rollback).then(
    () => true,
    () => false,
  )
  if (!isThere) return undefined
  const finished: FinishedRollback = { at: '', deleted: 0, gone: 0 }
  let isOver = false
  for await (const texts of readLines(rollback)) {
    for (const text of texts) {
      const json = verifyLine(text)
      if (json === undefined) return undefined
      const entry = JSON.parse(json) as { t?: string; at?: string; why?: string; id?: string[] }
      isOver = entry.t === 'close' && entry.why === 'complete'
      if (entry.t === 'open') finished.at = entry.at ?? ''
      if (entry.t === 'deleted') finished.deleted += 1
      if (entry.t === 'gone') finished.gone += entry.id?.length ?? 0
    }
  }
  return isOver ? finished : undefined
}
