import { rm, rmdir } from 'node:fs/promises'
import { basename, dirname } from 'node:path'
import type { CheckpointState } from './checkpoint-state.js'
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
 * another input. Only for a folder that this session has made.
 */
export const discardUnbegun = async ({ folder }: RunFolder): Promise<void> => {
  await rm(folder, { recursive: true, force: true })
  const parent = dirname(folder)
  // Other runs keep it.
  if (basename(parent) === '.migrate') await rmdir(parent).catch(() => undefined)
}
