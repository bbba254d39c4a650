import type { Send } from '../logto/http/api-call.js'
import { readMark } from '../logto/search/read-mark.js'
import { WorkInFlight } from '../pace/concurrency/work-in-flight.js'
import { deleteEntity } from '../logto/calls/delete-entity.js'
import { findUsers } from '../logto/search/find-users.js'
import { RetriesExhaustedError } from '../logto/retry/retries-exhausted-error.js'
import type { LogtoUser } from '../logto/calls/user.js'
import type { Concurrency } from '../pace/concurrency/concurrency.js'
import { judgeUser, type RollbackPermissions } from './judge-user.js'
import type { Ledger } from './ledger.js'
import type { KeptReason } from './ledger-entry.js'
import type { RunUser } from './run-user.js'
import type { KeptUser } from './rollback-report.js'

export interface RollBackUsersOptions {
  send: Send
  concurrency: Pick<Concurrency, 'slot' | 'release'>
  /** Undefined in a dry run: nothing is deleted. */
  ledger: Ledger | undefined
  runId: string
  /** Users to be looked at, by Logto id. */
  users: OpenUsers
  replacements: { has(id: string): boolean }
  /** Whether an earlier session was about to delete the user. */
  isIntended: (id: string) => boolean
  allowed: RollbackPermissions
  events: RollbackEvents
  stop: AbortSignal
}

/** Users that no earlier session has settled: millions perhaps, so never all of them in memory. */
export interface OpenUsers {
  /** Logto ids, each once. */
  keys(): Iterable<string>
  get(id: string): RunUser | undefined
}

/** What happens, one call for each user. `deleted` in a dry run: would be. */
export interface RollbackEvents {
  onDeleted(id: string): void
  onGone(id: string): void
  onKept(user: KeptUser): void
  onFailed(id: string, code: string): void
}

/** As many as one lookup takes. */
const batchSize = 100

/**
 * Looks every user up, a hundred a request, and deletes those who are as the run left them, one request each. Resolves
 * when everything sent has been answered; with `stop` aborted that is before the end.
 *
 * @throws MigrationError when the target or the disk ends the rollback
 */
export const rollBackUsers = async (options: RollBackUsersOptions): Promise<void> => {
  const deleter = new UserDeleter(options)
  try {
    let batch: string[] = []
    for (const id of options.users.keys()) {
      if (batch.push(id) < batchSize) continue
      await deleter.take(batch)
      batch = []
      if (deleter.mustStop()) break
    }
    if (batch.length > 0 && !deleter.mustStop()) await deleter.take(batch)
  } finally {
    await deleter.settle()
  }
}

class UserDeleter {
  readonly #options: RollBackUsersOptions
  readonly #work: WorkInFlight

  constructor(options: RollBackUsersOptions) {
    this.#options = options
    this.#work = new WorkInFlight(options)
  }

  mustStop(): boolean {
    return this.#work.mustStop
  }

  /** Waits until nothing is in flight. @throws what ended the rollback */
  async settle(): Promise<void> {
    await this.#work.settle()
    if (this.#work.failure !== undefined) throw this.#work.failure.error
  }

  async take(ids: string[]): Promise<void> {
    const { send, ledger, events, stop } = this.#options
    const found = await this.#lookUp(send, ids, stop)
    if (found === undefined) return
    const present = new Map(found.map((user) => [user.id, user]))
    this.#noteAbsent(ids.filter((id) => !present.has(id)))
    const doomed: string[] = []
    for (const user of present.values()) {
      const why = this.#judge(user)
      if (why.length === 0) {
        doomed.push(user.id)
        continue
      }
      ledger?.note({ t: 'kept', id: user.id, why })
      events.onKept({ id: user.id, key: readMark(user).key, why })
    }
    if (doomed.length === 0) return
    if (ledger === undefined) {
      for (const id of doomed) events.onDeleted(id)
      return
    }
    await ledger.append({ t: 'intend', id: doomed })
    for (const id of doomed) await this.#work.submit(() => this.#delete(id, ledger))
  }

  /** Undefined when the rollback was stopped meanwhile. */
  async #lookUp(send: Send, ids: string[], stop: AbortSignal): Promise<LogtoUser[] | undefined> {
    try {
      return await findUsers(send, 'id', ids, { isCaseSensitive: true }, stop)
    } catch (error) {
      if (stop.aborted) return undefined
      throw error
    }
  }

  #judge(user: LogtoUser): KeptReason[] {
    const { users, replacements, runId, allowed } = this.#options
    if (replacements.has(user.id)) return ['there_before']
    const made = users.get(user.id)
    return made === undefined ? [] : judgeUser(user, made, runId, allowed)
  }

  /** Whoever was about to be deleted by a session that was killed was deleted by it. */
  #noteAbsent(ids: string[]): void {
    const { ledger, isIntended, events } = this.#options
    const gone: string[] = []
    for (const id of ids) {
      if (!isIntended(id)) {
        gone.push(id)
        events.onGone(id)
        continue
      }
      ledger?.note({ t: 'deleted', id })
      events.onDeleted(id)
    }
    if (gone.length > 0) ledger?.note({ t: 'gone', id: gone })
  }

  async #delete(id: string, ledger: Ledger): Promise<void> {
    const { send, events } = this.#options
    const code = await deleteUser(send, id)
    if (code === undefined) {
      ledger.note({ t: 'deleted', id })
      events.onDeleted(id)
    } else {
      ledger.note({ t: 'failed', id, code })
      events.onFailed(id, code)
    }
  }
}

/** Deleting again is harmless, so `absent` is as good. @returns the code when it failed */
const deleteUser = async (send: Send, id: string): Promise<string | undefined> => {
  try {
    return (await deleteEntity(send, 'users', id)).refusal?.code
  } catch (error) {
    if (error instanceof RetriesExhaustedError) return error.reason
    throw error
  }
}
