import { readFile, rm } from 'node:fs/promises'
import type { Action } from '../../logto/calls/actions.js'
import { MigrationError } from '../../outcome/migration-error.js'
import { openPrivate } from '../../outcome/open-private.js'
import { csvLine } from '../../report/run-files/csv-line.js'
import { type Removal, removeAction } from '../../trickle/script/remove-action.js'
import { type Count, countPeople } from '../../trickle/people/who-is-left.js'
import type { LogtoUser } from '../../logto/calls/user.js'
import type { JobContext } from '../job-context.js'
import { type JobOptions, openJob, settingsOf, targetOf } from '../job-options.js'
import { withOpenTarget } from '../target/open-target.js'
import { openStore } from './open-hashes.js'
import { locateTrickle, type TrickleFiles } from './trickle-files.js'

export interface RemoveTrickleOptions extends Omit<JobOptions, 'files'> {
  /** Asked when the action is out: whether the stored hashes are deleted. Default: they stay. */
  mayWipe?: ((storedHashes: number) => Promise<boolean>) | undefined
}

export interface RemoveTrickleResult {
  /** `foreign`: somebody else's action is in place, and was left alone. */
  action: Removal | 'foreign'
  people: Count
  /** Who never came: `logto_id,email,phone,username`. */
  neverCameFile: string
  storedHashes: number
  isWiped: boolean
}

/** Takes the action out, lists who never came, and deletes the stored hashes where that is wanted. */
export const removeTrickle = async (options: RemoveTrickleOptions): Promise<RemoveTrickleResult> => {
  const context = openJob(options)
  const files = await locateTrickle(options.run, context)
  // A wrong key ends it while the action is still there.
  const store = await openStore(files, context, 'read')
  let storedHashes = 0
  let done: Pick<RemoveTrickleResult, 'action' | 'people'>
  try {
    done = await takeOut(options, context, files)
    storedHashes = store?.count() ?? 0
  } finally {
    await store?.close()
  }
  const isWiped = store !== undefined && (await options.mayWipe?.(storedHashes)) === true
  if (isWiped) {
    for (const path of [files.store, `${files.store}-lock`, files.secret]) await rm(path, { force: true })
  }
  return { ...done, neverCameFile: files.neverCame, storedHashes, isWiped }
}

const takeOut = async (
  options: RemoveTrickleOptions,
  context: JobContext,
  files: TrickleFiles,
): Promise<Pick<RemoveTrickleResult, 'action' | 'people'>> => {
  const { rate } = settingsOf({ ...options, run: undefined })
  const replaced = await readReplaced(files)
  const done = await withOpenTarget(targetOf(options), { rate }, context, {}, async ({ send }) => {
    const action = await removeAction(send, replaced, context.stop).catch(leaveForeign)
    const list = await openPrivate(files.neverCame, 'w')
    try {
      await list.appendFile(csvLine(['logto_id', 'email', 'phone', 'username']))
      const people = await countPeople(send, (user) => list.appendFile(toLine(user)), context.stop)
      return { action, people }
    } finally {
      await list.close()
    }
  })
  if (done.action === 'put_back') await rm(files.replacedAction, { force: true })
  return done
}

/** Who never came and what is stored is this run's, whosever action is in place. */
const leaveForeign = (error: unknown): 'foreign' => {
  if (error instanceof MigrationError && error.code === 'action_foreign') return 'foreign'
  throw error
}

const toLine = ({ id, primaryEmail, primaryPhone, username }: LogtoUser): string =>
  csvLine([id, primaryEmail ?? '', primaryPhone ?? '', username ?? ''])

const readReplaced = async ({ replacedAction }: TrickleFiles): Promise<Action | undefined> => {
  const text = await readFile(replacedAction, 'utf8').catch(() => undefined)
  return text === undefined ? undefined : (JSON.parse(text) as Action)
}
