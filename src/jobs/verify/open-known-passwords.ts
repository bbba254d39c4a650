import { MigrationError } from '../../outcome/migration-error.js'
import { KnownPasswordIndex, readKnownPasswords } from '../../verify/proofs/known-passwords.js'
import type { JobContext } from '../job-context.js'

/** Reads the file given with --passwords; undefined when there is none. */
export const openKnownPasswords = async (
  path: string | undefined,
  files: readonly string[],
  context: JobContext,
): Promise<KnownPasswordIndex | undefined> => {
  if (path === undefined) return undefined
  if (path === '-' && files.includes('-')) {
    throw new MigrationError(
      'usage',
      'flag_invalid',
      'standard input can be read once only: give the users or --passwords as a file',
    )
  }
  return new KnownPasswordIndex(
    await readKnownPasswords(path, { stdin: context.stdin, signal: context.stop }),
  )
}
