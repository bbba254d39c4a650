import { rename, rm, rmdir } from 'node:fs/promises'
import { basename, dirname } from 'node:path'
import type { CheckpointState } from './checkpoint-state.js'
import { acquireLock } from './lock.js'
import { readCheckpoint } from './read-checkpoint.js'
import type { RunFolder } from './run-folder.js'

/** Whether a run has done anything that a resume or a rollback must know of. */
export const hasBegun = ({
  pass,
  done,
  begun,
  open,
  made,
  marks,
  failed,
  invitations,
}: CheckpointState): boolean =>
  pass > 1 || [done, begun, open, made, marks, failed, invitations].some(({ size }) => size > 0)

/**
 * Removes the folder of a run that was opened and never began, which would refuse the next export of that name as
 * another input. What its checkpoint holds now decides, under its lock: another process may have taken the run over
 * and begun it while this one was suspended.
 *
 * @param runId of the run that this session has made
 */
export const discardUnbegun = async (
  run: RunFolder,
  runId: string | undefined,
  now: () => number,
): Promise<void> => {
  const lock = await acquireLock(run.lock, now).catch(() => undefined)
  if (lock === undefined) return
  try {
    const { state } = await readCheckpoint(run.checkpoint)
    const { header } = state
    if (header === undefined || header.run !== runId || hasBegun(state)) return
    // Under another name first: whoever opens the folder from now on makes a new one.
    const aside = `${run.folder}.unbegun-${header.run}`
    await rename(run.folder, aside)
    await rm(aside, { recursive: true, force: true })
  } catch {
    // What cannot be read, or moved, stays.
    return
  } finally {
    await lock.release()
  }
  const parent = dirname(run.folder)
  // Other runs keep it.
  if (basename(parent) === '.migrate') await rmdir(parent).catch(() => undefined)
}
