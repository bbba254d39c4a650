import type { BaseUser } from '../../checkpoint/base-user.js'
import type { DeltaBase } from '../../checkpoint/delta-base.js'
import type { OpenRun } from '../../checkpoint/open-run.js'
import { findUsers } from '../../logto/search/find-users.js'
import type { PlannedRecord } from '../../plan/record-planner.js'
import { hashedKey } from '../../plan/fields/plan-source-key.js'
import { compareWithBase, type KnownUser } from './drive-change.js'
import type { ImportContext } from '../import-context.js'

type ReadyRecord = Extract<PlannedRecord, { kind: 'planned' }>

export interface ChangedRecord {
  record: ReadyRecord
  known: KnownUser
}

/** Users a lookup, and ordinals a line of the checkpoint. */
const batchSize = 100

/** Tells new, changed and unchanged records of a newer export apart. */
export class DeltaPass {
  readonly base: DeltaBase
  readonly #context: ImportContext
  readonly #run: OpenRun
  #changed: { record: ReadyRecord; base: BaseUser }[] = []
  #same: { n: number[]; id: string[] } = { n: [], id: [] }
  /** Records whose key could not be read: who they are is not known. */
  keylessRecords = 0

  constructor(base: DeltaBase, context: ImportContext, run: OpenRun) {
    this.base = base
    this.#context = context
    this.#run = run
  }

  /** To be called for every record of the input, settled or not. */
  see({ kind, sourceKey }: PlannedRecord): void {
    const user = sourceKey === undefined ? undefined : this.base.users.get(sourceKey)
    if (user !== undefined && !user.isSeen) this.base.users.set(sourceKey!, { ...user, isSeen: true })
    // A key made from identifiers means nothing where one of them is bad.
    if (user === undefined && kind === 'rejected' && (sourceKey ?? hashedKey).startsWith(hashedKey))
      this.keylessRecords += 1
  }

  /**
   * `new`: to be driven like the record of a first run. `same`: settled without a request. `changed`: waits for
   * `takeChanged`.
   */
  sort(record: ReadyRecord): 'new' | 'same' | 'changed' {
    const { ordinal, plan } = record
    const { state } = this.#run
    const base = this.base.users.get(plan.sourceKey)
    if (base === undefined || state.recreated.has(ordinal)) return 'new'
    if (!base.isOurs && this.#context.onConflict === 'fail') return 'new'
    const isPending = state.begun.has(ordinal) || state.open.has(ordinal)
    const isLeftAlone = !base.isOurs && this.#context.onConflict === 'skip'
    if (!isPending && (isLeftAlone || compareWithBase(this.#context, plan, base).size === 0)) {
      this.#noteSame(ordinal, base.id)
      return 'same'
    }
    this.#changed.push({ record, base })
    return 'changed'
  }

  /** Only users of an earlier pass can give an identifier up. */
  mayFree(holderIds: readonly string[]): boolean {
    return holderIds.length === 0 || holderIds.some((id) => this.base.hasUser(id))
  }

  /** Whether enough have gathered for a lookup. */
  get isFull(): boolean {
    return this.#changed.length >= batchSize
  }

  /** The changed records so far, with the users as they are now: one request for a hundred. */
  async takeChanged(): Promise<ChangedRecord[]> {
    const changed = this.#changed.splice(0)
    if (changed.length === 0) return []
    const ids = changed.map(({ base }) => base.id)
    const users = await findUsers(this.#context.send, 'id', ids, { isCaseSensitive: true })
    const byId = new Map(users.map((user) => [user.id, user]))
    return changed.map(({ record, base }) => ({ record, known: { base, user: byId.get(base.id) } }))
  }

  /** Writes down what is unchanged so far. */
  flush(): void {
    if (this.#same.n.length === 0) return
    this.#run.journal.note({ t: 'same', ...this.#same })
    this.#same = { n: [], id: [] }
  }

  #noteSame(ordinal: number, id: string): void {
    this.#same.n.push(ordinal)
    this.#same.id.push(id)
    if (this.#same.n.length >= batchSize) this.flush()
  }
}
