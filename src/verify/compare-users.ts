import type { Send } from '../logto/api-call.js'
import { findUsers } from '../logto/find-users.js'
import type { LogtoUser } from '../logto/user.js'
import type { PlannedRecord } from '../plan/record-planner.js'
import { compareUser, type FieldDifference } from './compare-user.js'
import { findByIdentifiers } from './find-by-identifiers.js'
import type { RunUsers } from './read-run-users.js'

export type PlannedUser = PlannedRecord & { kind: 'planned' }

/** How the users of the source stand in the target. */
export interface CompareReport {
  /** Users that were looked up. */
  users: number
  same: number
  different: number
  /** Created by the run, or expected by identifier, and not there. */
  missing: number
  /** Records that the run did not bring in: failed, rejected or not reached. */
  notImported: number
  /** In the target before the run, left as they were. */
  existing: number
  /** Differences by field; customData, profile and identities as a whole. */
  fields: Record<string, number>
}

export interface UserDifference {
  record: PlannedUser
  logtoId: string | undefined
  /** Empty when the user is missing. */
  differences: FieldDifference[]
}

export interface CompareOptions {
  send: Send
  records: AsyncIterable<PlannedRecord[]>
  /** Undefined: users are found by their identifiers. */
  run: RunUsers | undefined
  /** Sees every record, before anything is looked up. */
  onRecord: (record: PlannedRecord) => void
  onDifference: (difference: UserDifference) => Promise<void>
  stop: AbortSignal
}

/** As many as one lookup takes. */
const batchSize = 100

/** Compares every user of the source with the target, a hundred a request. */
export const compareUsers = async (options: CompareOptions): Promise<CompareReport> => {
  const { records, run, onRecord, stop } = options
  const report: CompareReport = {
    users: 0,
    same: 0,
    different: 0,
    missing: 0,
    notImported: 0,
    existing: 0,
    fields: {},
  }
  let waiting: PlannedUser[] = []
  for await (const batch of records) {
    for (const record of batch) {
      stop.throwIfAborted()
      onRecord(record)
      if (run?.existing.has(record.ordinal) === true) report.existing += 1
      else if (record.kind !== 'planned') {
        if (record.kind === 'rejected') report.notImported += 1
      } else if (run !== undefined && !run.created.has(record.ordinal)) report.notImported += 1
      else if (waiting.push(record) === batchSize) {
        await compareBatch(waiting, options, report)
        waiting = []
      }
    }
  }
  if (waiting.length > 0) await compareBatch(waiting, options, report)
  return report
}

const compareBatch = async (
  records: PlannedUser[],
  options: CompareOptions,
  report: CompareReport,
): Promise<void> => {
  const users = await findTargetUsers(records, options)
  for (const record of records) {
    const logtoId = options.run?.created.get(record.ordinal) ?? users.get(record)?.id
    const user = users.get(record)
    report.users += 1
    if (user === undefined) {
      report.missing += 1
      await options.onDifference({ record, logtoId, differences: [] })
      continue
    }
    const differences = compareUser(record.plan, user)
    if (differences.length === 0) {
      report.same += 1
      continue
    }
    report.different += 1
    for (const name of new Set(differences.map(({ field }) => field.split('.', 1)[0] ?? field))) {
      report.fields[name] = (report.fields[name] ?? 0) + 1
    }
    await options.onDifference({ record, logtoId, differences })
  }
}

const findTargetUsers = async (
  records: PlannedUser[],
  { send, run, stop }: CompareOptions,
): Promise<Map<PlannedUser, LogtoUser>> => {
  if (run === undefined) return findByIdentifiers(send, records, ({ plan }) => plan.create, stop)
  const ids = records.map(({ ordinal }) => run.created.get(ordinal) ?? '')
  const byId = new Map(
    (await findUsers(send, 'id', ids, { isCaseSensitive: true }, stop)).map((user) => [user.id, user]),
  )
  const found = new Map<PlannedUser, LogtoUser>()
  for (const record of records) {
    const user = byId.get(run.created.get(record.ordinal) ?? '')
    if (user !== undefined) found.set(record, user)
  }
  return found
}
