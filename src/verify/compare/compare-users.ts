import pLimit from 'p-limit'
import type { Send } from '../../logto/http/api-call.js'
import { findUsers } from '../../logto/search/find-users.js'
import { listSecondFactors } from '../../logto/calls/mfa-verifications.js'
import type { LogtoUser } from '../../logto/calls/user.js'
import type { PlannedRecord } from '../../plan/record-planner.js'
import { compareDigest, hasSignedIn } from './compare-digest.js'
import { compareFactors } from './compare-factors.js'
import { compareMemberships, type ResolveMemberships } from './compare-memberships.js'
import { compareUser, type FieldDifference } from './compare-user.js'
import { type CompareReport, countDifferences, createReport } from './compare-report.js'
import { findByIdentifiers } from '../find-by-identifiers.js'
import type { RunUsers } from '../read-run-users.js'
import type { UnnamedUsers } from '../unnamed-users.js'
import { TargetMemberships } from '../target-memberships.js'

export type PlannedUser = PlannedRecord & { kind: 'planned' }

export interface UserDifference {
  /** Undefined: a user of the target whom no compared record is about. */
  record: Pick<PlannedUser, 'ordinal' | 'file' | 'line' | 'sourceKey'> | undefined
  /** As the mark in the target has it, where there is no record. */
  sourceKey?: string | undefined
  logtoId: string | undefined
  /** Empty when the user is missing. */
  differences: FieldDifference[]
}

export interface CompareOptions {
  send: Send
  records: AsyncIterable<PlannedRecord[]>
  /** Undefined: users are found by their identifiers. */
  run: RunUsers | undefined
  /** Undefined: nobody was looked for. */
  unnamed: UnnamedUsers | undefined
  resolveMemberships: ResolveMemberships
  /** Whether the password is proved on the target itself, which makes Logto store another digest. */
  isProved: (record: PlannedUser) => boolean
  /** Sees every record, before anything is looked up. */
  onRecord: (record: PlannedRecord) => void
  onDifference: (difference: UserDifference) => Promise<void>
  stop: AbortSignal
}

/** As many as one lookup takes. */
const batchSize = 100
/** Second factors are asked for user by user. */
const factorRequestsAtOnce = 8
const batchesAtOnce = 4

/**
 * Compares every user of the source with the target: fields a hundred users a request, memberships by one pass over
 * the roles and organizations of the tenant, second factors one request for each user whose plan has some.
 */
export const compareUsers = async (options: CompareOptions): Promise<CompareReport> => {
  const { records, run, onRecord, stop } = options
  const comparison = new Comparison(options)
  const { report } = comparison
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
        await comparison.take(waiting)
        waiting = []
      }
    }
  }
  if (waiting.length > 0) await comparison.take(waiting)
  await comparison.end()
  await tellUnnamed(options, report)
  return report
}

/** Those that belong to nobody who was compared. */
const tellUnnamed = async (
  { unnamed, onDifference }: CompareOptions,
  report: CompareReport,
): Promise<void> => {
  if (unnamed === undefined) return
  report.scanned = unnamed.scanned
  for (const { id, sourceKey } of unnamed.rest()) {
    report.unnamed += 1
    const differences = [{ field: 'user', expected: null, actual: id, isExtra: true as const }]
    await onDifference({ record: undefined, sourceKey, logtoId: id, differences })
  }
}

interface Compared {
  logtoId?: string | undefined
  /** Undefined: the user is not there. */
  differences?: FieldDifference[] | undefined
}

class Comparison {
  readonly report = createReport()
  readonly #options: CompareOptions
  readonly #limit = pLimit(factorRequestsAtOnce)
  /** Settled when the batch was told. */
  readonly #batches: Promise<void>[] = []
  #memberships: Promise<TargetMemberships> | undefined

  constructor(options: CompareOptions) {
    this.#options = options
  }

  /** Begins a batch, and waits for the oldest one where several are under way. */
  async take(records: PlannedUser[]): Promise<void> {
    if (this.#batches.length >= batchesAtOnce) await this.#batches.shift()
    const found = this.#compareBatch(records)
    const before = this.#batches.at(-1) ?? Promise.resolve()
    // In the order of the input, so that two comparisons write the same file.
    const batch = before.then(async () => this.#tell(records, await found))
    for (const promise of [found, batch]) promise.catch(() => undefined)
    this.#batches.push(batch)
  }

  /** Waits for every batch. */
  async end(): Promise<void> {
    for (const batch of this.#batches.splice(0)) await batch
  }

  async #compareBatch(records: PlannedUser[]): Promise<Compared[]> {
    const { send, stop } = this.#options
    this.#memberships ??= TargetMemberships.load(send, stop)
    const [users, memberships] = await Promise.all([
      findTargetUsers(records, this.#options),
      this.#memberships,
    ])
    return Promise.all(
      records.map(async (record) => {
        const user = users.get(record)
        const known = this.#describeKnown(record)
        // Missing under the id of the checkpoint, and there under another.
        if (user === undefined) return { differences: known.some(isTwice) ? known : undefined }
        return {
          logtoId: user.id,
          differences: [...known, ...(await this.#compareUser(record, user, memberships))],
        }
      }),
    )
  }

  /** What the checkpoint and the marks in the target say, whatever the user looks like. */
  #describeKnown({ ordinal, sourceKey }: PlannedUser): FieldDifference[] {
    const { run, unnamed } = this.#options
    return [...(unnamed?.differencesOf(sourceKey) ?? []), ...(run?.openUnits.differencesOf(ordinal) ?? [])]
  }

  async #tell(records: PlannedUser[], compared: Compared[]): Promise<void> {
    const { run, onDifference } = this.#options
    for (const [index, record] of records.entries()) {
      const { logtoId = run?.created.get(record.ordinal), differences } = compared[index] ?? {}
      countDifferences(this.report, differences)
      if (differences?.length !== 0) await onDifference({ record, logtoId, differences: differences ?? [] })
    }
  }

  async #compareUser(
    record: PlannedUser,
    user: LogtoUser,
    memberships: TargetMemberships,
  ): Promise<FieldDifference[]> {
    const { resolveMemberships, isProved } = this.#options
    const { plan } = record
    const expected = await resolveMemberships(plan)
    for (const roleId of expected.defaultRoleIds) await memberships.loadDefaultRole(roleId)
    return [
      ...compareUser(plan, user),
      ...(isProved(record) ? [] : compareDigest(plan.create, user)),
      ...(await this.#compareFactors(record, user)),
      ...compareMemberships(expected, user.id, memberships),
    ]
  }

  async #compareFactors({ plan }: PlannedUser, user: LogtoUser): Promise<FieldDifference[]> {
    const { send, stop } = this.#options
    if (plan.factors.length === 0) return []
    this.report.factorsAsked += 1
    const actual = await this.#limit(() => listSecondFactors(send, user.id, stop))
    return compareFactors(plan.factors, actual, hasSignedIn(user))
  }
}

const isTwice = ({ field }: FieldDifference): boolean => field === 'user'

const findTargetUsers = async (
  records: PlannedUser[],
  { send, run, stop }: CompareOptions,
): Promise<Map<PlannedUser, LogtoUser>> => {
  if (run === undefined) return findByIdentifiers(send, records, ({ plan }) => plan.create, stop, true)
  const ids = records.map(({ ordinal }) => run.created.get(ordinal) ?? '')
  const options = { isCaseSensitive: true, includePasswordHash: true }
  const byId = new Map((await findUsers(send, 'id', ids, options, stop)).map((user) => [user.id, user]))
  const found = new Map<PlannedUser, LogtoUser>()
  for (const record of records) {
    const user = byId.get(run.created.get(record.ordinal) ?? '')
    if (user !== undefined) found.set(record, user)
  }
  return found
}
