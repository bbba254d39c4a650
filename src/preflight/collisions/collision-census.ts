import type { LogtoUser } from '../../logto/calls/user.js'
import type { PlannedRecord } from '../../plan/record-planner.js'
import type { CreateUserBody } from '../../plan/user-plan.js'
import type { HeldField, Holder, HolderSource } from './find-holders.js'
import { addToNeed, createNeed, type Need } from '../preflight-check.js'
import { readMember } from '../read-member.js'

type Planned = Extract<PlannedRecord, { kind: 'planned' }>

/** Users of the input of whom an identifier is in the target already. */
export interface CollisionReport {
  /** Records of which the e-mail address, phone number, username or kept id is taken: the create call would be refused. */
  records: number
  /** Of them: imported before, from the same system under the same source key. */
  imported: Need
  /** Of them: taken by somebody else, so that `onConflict` decides. */
  taken: Need
  /** Of them: taken by two or more users of the target, which are never merged. */
  split: Need
  /** Records by what is taken; one record can count in several. */
  byField: Record<HeldField, Need>
  /** Whether social identities were compared; `unknown` when the tenant is too large for it. */
  identities: 'compared' | 'unknown' | 'none'
}

/** Several requests of a hundred values a field, so that few of them go out half full. */
const batchSize = 400
/** So many batches are looked up at once, so that a slow line does not make it slower than the rate allows. */
const maxRunning = 4

/** Looks for the identifiers of the input in the target while the input is read. Keeps nothing of a user. */
export class CollisionCensus {
  readonly #source: HolderSource
  readonly #report: CollisionReport
  #waiting: Planned[] = []
  readonly #running = new Set<Promise<void>>()
  #failure: { error: unknown } | undefined

  constructor(source: HolderSource) {
    this.#source = source
    this.#report = {
      records: 0,
      imported: createNeed(),
      taken: createNeed(),
      split: createNeed(),
      byField: {
        primaryEmail: createNeed(),
        primaryPhone: createNeed(),
        username: createNeed(),
        id: createNeed(),
        identity: createNeed(),
      },
      identities: 'none',
    }
  }

  /** To be waited for where it is a promise: enough lookups are under way. Rejects when one has failed. */
  add(record: PlannedRecord): Promise<void> | undefined {
    if (record.kind !== 'planned') return undefined
    if (record.plan.identities.length > 0) {
      this.#report.identities = this.#source.findsIdentities ? 'compared' : 'unknown'
    }
    this.#waiting.push(record)
    return this.#waiting.length < batchSize ? undefined : this.#start()
  }

  async report(): Promise<CollisionReport> {
    await this.#start()
    await Promise.all(this.#running)
    this.#throwFailure()
    return this.#report
  }

  async #start(): Promise<void> {
    this.#throwFailure()
    const batch = this.#waiting
    this.#waiting = []
    if (batch.length === 0) return
    while (this.#running.size >= maxRunning) await Promise.race(this.#running)
    const running = this.#lookUp(batch)
      .catch((error: unknown) => {
        this.#failure ??= { error }
      })
      .finally(() => this.#running.delete(running))
    this.#running.add(running)
  }

  async #lookUp(batch: readonly Planned[]): Promise<void> {
    const found = await this.#source.find(batch.map(({ plan }) => plan))
    for (const [index, record] of batch.entries()) this.#count(record, found[index] ?? [])
  }

  #count(record: Planned, holders: readonly Holder[]): void {
    const report = this.#report
    for (const field of new Set(holders.map(({ field }) => field))) addToNeed(report.byField[field], record)
    const refusing = holders.filter(({ field }) => field !== 'identity').map(({ user }) => user)
    const [first] = refusing
    if (first === undefined) return
    report.records += 1
    if (refusing.some(({ id }) => id !== first.id)) addToNeed(report.split, record)
    else addToNeed(isSamePerson(first, record.plan.create) ? report.imported : report.taken, record)
  }

  #throwFailure(): void {
    if (this.#failure !== undefined) throw this.#failure.error
  }
}

/** Whether an earlier run brought the user from the same system under the same source key. */
const isSamePerson = ({ customData }: LogtoUser, create: CreateUserBody): boolean => {
  const [actual, expected] = [readMember(customData, 'migratedFrom'), create.customData?.['migratedFrom']]
  const id = readMember(expected, 'id')
  return (
    id !== undefined &&
    readMember(actual, 'id') === id &&
    readMember(actual, 'system') === readMember(expected, 'system')
  )
}
