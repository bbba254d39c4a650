import { randomBytes } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { MigrationError } from '../../outcome/migration-error.js'
import { writePrivate } from '../../outcome/open-private.js'
import type { JobContext } from '../job-context.js'
import { runPathOrOnly } from '../run-path.js'

/** What belongs to the trickle of one run, beside its checkpoint. */
export interface TrickleFiles {
  folder: string
  /** Old hashes, encrypted. */
  store: string
  /** Key of the store, where LEGACY_STORE_KEY is not set. */
  storeKey: string
  /** Secret shared with the action, where TRICKLE_SECRET is not set. */
  secret: string
  /** Counts by day. */
  tally: string
  /** Somebody else's action that ours has replaced. */
  replacedAction: string
  neverCame: string
}

/** @param run folder of the run; undefined: the only one in `.migrate` */
export const locateTrickle = async (
  run: string | undefined,
  { folder: top }: Pick<JobContext, 'folder'>,
): Promise<TrickleFiles> => {
  const folder = await runPathOrOnly(run, top)
  return {
    folder,
    store: join(folder, 'legacy-passwords.mdb'),
    storeKey: join(top, 'legacy-passwords.key'),
    secret: join(folder, 'trickle-secret'),
    tally: join(folder, 'trickle-tally.ndjson'),
    replacedAction: join(folder, 'trickle-replaced-action.json'),
    neverCame: join(folder, 'never-came.csv'),
  }
}

/** TRICKLE_SECRET, or the file; undefined where there is neither. */
export const readSecret = async (
  { secret }: TrickleFiles,
  { env }: Pick<JobContext, 'env'>,
): Promise<string | undefined> => {
  const given = env['TRICKLE_SECRET']?.trim()
  const text = given ? given : (await readFile(secret, 'utf8').catch(() => '')).trim()
  if (text === '') return undefined
  if (text.length >= 32) return text
  throw new MigrationError(
    'config',
    'trickle_secret_invalid',
    `the secret shared with the action is too short: expected at least 32 characters, got ${text.length}; "openssl rand -hex 32" makes one`,
  )
}

/** Makes the secret where there is none. */
export const makeSecret = async (
  files: TrickleFiles,
  context: Pick<JobContext, 'env'>,
): Promise<{ secret: string; isNew: boolean }> => {
  const known = await readSecret(files, context)
  if (known !== undefined) return { secret: known, isNew: false }
  const secret = randomBytes(32).toString('hex')
  await writePrivate(files.secret, `${secret}\n`)
  return { secret, isNew: true }
}
