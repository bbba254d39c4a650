import type { Send } from '../../logto/http/api-call.js'
import { findUsers } from '../../logto/search/find-users.js'
import { RetriesExhaustedError } from '../../logto/retry/retries-exhausted-error.js'
import type { LogtoUser } from '../../logto/calls/user.js'
import type { PlannedRecord } from '../../plan/record-planner.js'
import type { CreateUserBody } from '../../plan/user-plan.js'
import { identifierFields, type IdentifierField, isFolded } from './find-user.js'

/** What is looked up for one record. */
export interface Wanted {
  ordinal: number
  body: CreateUserBody
}

/** So many lookups in a row that find nobody end the looking ahead. */
const idleBatches = 3
/** Conflicts among so many outcomes count together. */
const windowSize = 64
const mostNeeded = 8

/**
 * Users who are there already cost a refused create and lookups of their own, two to three requests each. From the first
 * conflict on, those who come next are looked up together before anything is sent for them: a hundred a request. It ends
 * when hardly anybody is there any more.
 */
export class LookAhead {
  readonly #send: Send
  #isOn = false
  #idle = 0
  #hits = 0
  /** How many conflicts turn it on: more after it was turned on in vain. */
  #needed = 1
  #recent: boolean[] = []
  readonly #found = new Map<number, LogtoUser[]>()
  readonly #looked = new Set<number>()

  constructor(send: Send) {
    this.#send = send
  }

  get isOn(): boolean {
    return this.#isOn
  }

  /** To be told of every record that was sent without having been looked up. */
  note(outcome: { kind: string; code?: string | undefined }): void {
    if (this.#isOn) return
    const wasThere = isConflict(outcome)
    this.#recent.push(wasThere)
    if (this.#recent.length > windowSize) this.#recent.shift()
    if (!wasThere || this.#recent.filter(Boolean).length < this.#needed) return
    this.#isOn = true
    this.#idle = 0
    this.#hits = 0
    this.#recent = []
  }

  /** Whether of many records in a row nobody was there. */
  get isNeedless(): boolean {
    return !this.#isOn && this.#recent.length === windowSize && !this.#recent.includes(true)
  }

  /** Whether the record was looked up, whoever was found. */
  hasLookedUp(ordinal: number): boolean {
    return this.#looked.has(ordinal)
  }

  /** Everybody who has identifiers of the record, where it was looked up and somebody has; once. */
  take(ordinal: number): LogtoUser[] | undefined {
    this.#looked.delete(ordinal)
    const holders = this.#found.get(ordinal)
    this.#found.delete(ordinal)
    return holders
  }

  /** Looks up together who is there of these records, those that nothing was sent for; only where the first is one. */
  async lookUpFrom(
    records: readonly PlannedRecord[],
    isUntouched: (record: PlannedRecord) => boolean,
  ): Promise<void> {
    const wanted = records.flatMap((record) =>
      record.kind === 'planned' && isUntouched(record)
        ? [{ ordinal: record.ordinal, body: record.plan.create }]
        : [],
    )
    if (wanted[0]?.ordinal === records[0]?.ordinal) await this.lookUp(wanted)
  }

  /** Looks these records up. A target that does not answer is no reason to stop: they are then sent as they are. */
  async lookUp(wanted: readonly Wanted[]): Promise<void> {
    try {
      const found = await findAllHolders(this.#send, wanted)
      for (const { ordinal } of wanted) this.#looked.add(ordinal)
      for (const [ordinal, holders] of found) this.#found.set(ordinal, holders)
      this.#judge(found.size)
    } catch (error) {
      if (!(error instanceof RetriesExhaustedError)) throw error
      this.#isOn = false
    }
  }

  #judge(hits: number): void {
    this.#hits += hits
    this.#idle = hits === 0 ? this.#idle + 1 : 0
    if (this.#hits > idleBatches) this.#needed = 1
    if (this.#idle < idleBatches) return
    this.#isOn = false
    if (this.#hits <= idleBatches) this.#needed = Math.min(mostNeeded, this.#needed * 2)
  }
}

/** Whether somebody with identifiers of the record was there, whatever became of it. */
const isConflict = ({ kind, code = '' }: { kind: string; code?: string | undefined }): boolean =>
  kind === 'existing' ||
  kind === 'updated' ||
  (kind === 'failed' && (code === 'conflict_split' || code.endsWith('_already_in_use')))

/**
 * Field by field, and only for records of which it is not known yet: who has the e-mail address of a record and its other
 * identifiers as well leaves nobody else who could have them.
 */
const findAllHolders = async (send: Send, wanted: readonly Wanted[]): Promise<Map<number, LogtoUser[]>> => {
  const found = new Map<number, LogtoUser[]>()
  for (const field of identifierFields) {
    const open = wanted.filter(
      ({ ordinal, body }) =>
        body[field] !== undefined && !(found.get(ordinal) ?? []).some((user) => hasSame(field, user, body)),
    )
    if (open.length === 0) continue
    const users = await findUsers(
      send,
      field,
      open.map(({ body }) => body[field]!),
      { isCaseSensitive: !isFolded(field) },
    )
    const byValue = new Map<string, LogtoUser[]>()
    for (const user of users) {
      const value = fold(field, user[field] ?? '')
      byValue.set(value, [...(byValue.get(value) ?? []), user])
    }
    for (const { ordinal, body } of open)
      addHolders(found, ordinal, byValue.get(fold(field, body[field]!)) ?? [])
  }
  return found
}

const addHolders = (found: Map<number, LogtoUser[]>, ordinal: number, users: readonly LogtoUser[]): void => {
  if (users.length === 0) return
  const before = found.get(ordinal) ?? []
  const isNew = ({ id }: LogtoUser): boolean => before.every((user) => user.id !== id)
  found.set(ordinal, [...before, ...users.filter(isNew)])
}

const fold = (field: IdentifierField, value: string): string =>
  isFolded(field) ? value.toLowerCase() : value

const hasSame = (field: IdentifierField, user: LogtoUser, body: CreateUserBody): boolean => {
  const [theirs, ours] = [user[field], body[field]]
  return theirs !== null && ours !== undefined && fold(field, theirs) === fold(field, ours)
}

/** The code that Logto itself would refuse the create with: it names the first of these that somebody has. */
export const nameConflict = (body: CreateUserBody, holders: readonly LogtoUser[]): string => {
  const order: [IdentifierField, string][] = [
    ['username', 'user.username_already_in_use'],
    ['primaryEmail', 'user.email_already_in_use'],
    ['primaryPhone', 'user.phone_already_in_use'],
    ['id', 'user.id_already_in_use'],
  ]
  const first = order.find(([field]) => holders.some((user) => hasSame(field, user, body)))
  return first?.[1] ?? 'user.email_already_in_use'
}
