import { startOfRun } from '../checkpoint/start-of-run.js'
import type { RunHeader } from '../checkpoint/entry.js'
import { findMarkedUsers } from '../logto/search/find-marked-users.js'
import type { Target } from '../logto/create-target.js'
import type { FieldDifference } from './compare/compare-user.js'
import type { RunUsers } from './read-run-users.js'

/** Users that carry the mark of the run and that its checkpoint does not name. */
export class UnnamedUsers {
  /** How many users were looked at to find them. */
  readonly scanned: number
  readonly #byKey: Map<string, string[]>
  readonly #withoutKey: string[]

  private constructor(scanned: number, byKey: Map<string, string[]>, withoutKey: string[]) {
    this.scanned = scanned
    this.#byKey = byKey
    this.#withoutKey = withoutKey
  }

  static async find(
    { send, clockSkewMs }: Pick<Target, 'send' | 'clockSkewMs'>,
    header: RunHeader,
    { named }: RunUsers,
    stop: AbortSignal,
  ): Promise<UnnamedUsers> {
    const { keys, scanned } = await findMarkedUsers({
      send,
      runId: header.run,
      named,
      startedAtMs: () => startOfRun(header, clockSkewMs() ?? 0),
      stop,
    })
    const byKey = new Map<string, string[]>()
    const withoutKey: string[] = []
    for (const [id, key] of keys) {
      if (key === undefined) withoutKey.push(id)
      else byKey.set(key, [...(byKey.get(key) ?? []), id])
    }
    return new UnnamedUsers(scanned, byKey, withoutKey)
  }

  /** What is wrong with a user whom the run created, and who is there under further ids. Asked once for each. */
  differencesOf(sourceKey: string | undefined): FieldDifference[] {
    const ids = sourceKey === undefined ? undefined : this.#byKey.get(sourceKey)
    if (sourceKey === undefined || ids === undefined) return []
    this.#byKey.delete(sourceKey)
    return ids.map((id) => ({ field: 'user', expected: 'once', actual: `twice, also as ${id}` }))
  }

  /** Those that belong to nobody who was compared. */
  *rest(): Generator<{ id: string; sourceKey: string | undefined }> {
    for (const [sourceKey, ids] of this.#byKey) for (const id of ids) yield { id, sourceKey }
    for (const id of this.#withoutKey) yield { id, sourceKey: undefined }
  }
}
