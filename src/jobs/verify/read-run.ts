import { access } from 'node:fs/promises'
import { describeRelated } from '../../checkpoint/refuse/refuse-other-input.js'
import type { RunFolder } from '../../checkpoint/run-folder.js'
import type { Settings } from '../../config/settings.js'
import { MigrationError } from '../../outcome/migration-error.js'
import type { KnownPasswordIndex } from '../../verify/proofs/known-passwords.js'
import { readRunUsers, type RunUsers } from '../../verify/read-run-users.js'
import { fingerprintFiles } from '../input/fingerprint-files.js'

/**
 * The users of the run; undefined when there is no checkpoint.
 *
 * @throws MigrationError `checkpoint_foreign`
 */
export const readRun = async (
  { checkpoint }: RunFolder,
  files: string[],
  settings: Settings,
  index: KnownPasswordIndex | undefined,
): Promise<RunUsers | undefined> => {
  const isThere = await access(checkpoint).then(
    () => true,
    () => false,
  )
  if (!isThere) return undefined
  const keys = new Set(index?.entries.map(({ key }) => key).filter((key) => key !== undefined))
  const run = await readRunUsers(checkpoint, keys)
  await refuseOtherInput(run, files, settings, checkpoint)
  return run
}

/** The checkpoint names records by their position, so it must be the same input. */
const refuseOtherInput = async (
  { header }: RunUsers,
  files: string[],
  settings: Settings,
  checkpoint: string,
): Promise<void> => {
  if (header === undefined || files.length === 0) return
  const { input: now, related } = await fingerprintFiles(files, settings)
  const others = describeRelated(header.related, related)
  const isSame =
    now.length === header.input.length &&
    now.every(({ sha256 }, place) => sha256 === (header.input[place]?.sha256 ?? null))
  if (isSame && others.length === 0) return
  throw new MigrationError(
    'checkpoint',
    'checkpoint_foreign',
    `${checkpoint} belongs to another input${others.length === 0 ? '' : ` (${others.join('; ')})`}: give the files that were imported, or another folder with --run`,
  )
}
