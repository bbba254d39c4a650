import { type Count, countPeople } from '../../trickle/people/who-is-left.js'
import { readTally, type Tally } from '../../trickle/service/tally-file.js'
import { type JobOptions, openJob, settingsOf, targetOf } from '../job-options.js'
import { withOpenTarget } from '../target/open-target.js'
import { openStore } from './open-hashes.js'
import { locateTrickle } from './trickle-files.js'

export interface TrickleStatusOptions extends Omit<JobOptions, 'files'> {
  /** Counts the people in Logto too, a hundred a request. */
  online?: boolean | undefined
}

export interface TrickleStatus {
  run: string
  /** By day and result, as the service has counted. */
  days: Tally
  /** Of all days. */
  total: Record<string, number>
  /** Undefined where the import kept none. */
  storedHashes: number | undefined
  /** Undefined unless asked for. */
  people: Count | undefined
}

/** How the trickle of a run goes. */
export const readTrickleStatus = async (options: TrickleStatusOptions): Promise<TrickleStatus> => {
  const context = openJob(options)
  const files = await locateTrickle(options.run, context)
  const days = await readTally(files.tally)
  const store = await openStore(files, context, 'read')
  const storedHashes = store?.count()
  await store?.close()
  const total: Record<string, number> = {}
  for (const counts of Object.values(days)) {
    for (const [key, count] of Object.entries(counts)) total[key] = (total[key] ?? 0) + count
  }
  return {
    run: files.folder,
    days,
    total,
    storedHashes,
    people: options.online === true ? await countOnTarget(options) : undefined,
  }
}

const countOnTarget = (options: TrickleStatusOptions): Promise<Count> => {
  const context = openJob(options)
  const { rate } = settingsOf({ ...options, run: undefined })
  return withOpenTarget(targetOf(options), { rate }, context, {}, ({ send }) =>
    countPeople(send, () => undefined, context.stop),
  )
}
