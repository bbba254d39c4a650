import type { Problem } from '../outcome/problem.js'
import { isSkip, type Preset, type PresetContext } from '../presets/preset.js'
import { carryStored } from '../presets/vocabulary/stored-password.js'
import type { UserRecord } from '../presets/user-record.js'
import type { JsonObject, SourceRecord } from '../source/source-record.js'
import { describeDuplicate } from './duplicates/duplicate-problem.js'
import { IdentifierIndex } from './duplicates/identifier-index.js'
import type { PlanRules } from './plan-rules.js'
import { planUser } from './plan-user.js'
import { listUsedSecrets } from './used-secrets.js'
import type { UserPlan } from './user-plan.js'
import type { PlanWarning } from './warning-codes.js'

interface PlannedBase {
  ordinal: number
  file: string
  line: number
  sourceKey: string | undefined
  /** The original; undefined when it could not be read. */
  record: JsonObject | undefined
}

export type RejectedRecord = PlannedBase & {
  kind: 'rejected'
  problems: readonly Problem[]
  /** Text of a record that could not be read. */
  raw: string | undefined
  /** Values that it uses as secrets, so that the file of rejected records leaves them out. */
  usedSecrets?: readonly string[] | undefined
}

/** What became of one record before anything is sent. */
export type PlannedRecord =
  | (PlannedBase & {
      kind: 'planned'
      plan: UserPlan
      warnings: readonly PlanWarning[]
      /** Names of what was kept out of customData and identity details as a secret. */
      keptOut?: ReadonlySet<string> | undefined
    })
  | RejectedRecord
  | (PlannedBase & { kind: 'skipped'; code: string; reason: string })

export interface RecordPlannerOptions {
  preset: Preset
  context: PresetContext
  rules: PlanRules
  /** The config's last word; null leaves the record out. */
  map?: ((user: UserRecord, record: JsonObject) => UserRecord | null) | undefined
}

/**
 * Takes records from the source to their plans, in the order of the input: preset, `map()`, validation, and
 * the search for identifiers that an earlier record has. One planner per pass over the input.
 */
export class RecordPlanner {
  readonly #options: RecordPlannerOptions
  readonly #index = new IdentifierIndex()
  /** Where the records stand, to name the earlier one of two: a line per record would cost memory. */
  readonly #files: { file: string; firstOrdinal: number }[] = []

  constructor(options: RecordPlannerOptions) {
    this.#options = options
  }

  plan(source: SourceRecord): PlannedRecord {
    return this.planEach([source])[0]!
  }

  /** Some records that follow one another: fifty or so are fastest. */
  planEach(sources: readonly SourceRecord[]): PlannedRecord[] {
    const users: (UserRecord | undefined)[] = []
    const records = sources.map((source) => {
      const { record, user } = this.#planAlone(source)
      users.push(user)
      return record
    })
    const claims = records.filter((record) => record.kind === 'planned')
    const clashesOf = this.#index.claimEach(claims)
    if (clashesOf.every((clashes) => clashes.length === 0)) return records
    const taken = new Map(claims.map((record, index) => [record.ordinal, clashesOf[index] ?? []]))
    return records.map((record, index) => {
      const clashes = taken.get(record.ordinal) ?? []
      if (clashes.length === 0) return record
      const problems = clashes.map((clash) => describeDuplicate(clash, this.#placeOf(clash.earlierOrdinal)))
      const user = users[index]
      return reject(record, record.sourceKey, problems, user && listUsedSecrets(user))
    })
  }

  /** Everything but the search for what an earlier record has. */
  #planAlone(source: SourceRecord): { record: PlannedRecord; user?: UserRecord } {
    const { ordinal, file, line, record } = source
    if (this.#files.at(-1)?.file !== file) this.#files.push({ file, firstOrdinal: ordinal })
    if (record === undefined) {
      const problems = source.problem === undefined ? [] : [source.problem]
      const { raw } = source
      return {
        record: { kind: 'rejected', ordinal, file, line, sourceKey: undefined, record, problems, raw },
      }
    }
    const user = this.#options.preset.toUser(record, this.#options.context)
    if (isSkip(user)) {
      const { skip: code, reason } = user
      return { record: { kind: 'skipped', ordinal, file, line, sourceKey: undefined, record, code, reason } }
    }
    const mapped = this.#applyMap(user, record)
    if (mapped === null) {
      const [code, reason] = ['left_out', 'map() in the config left the record out.']
      return { record: { kind: 'skipped', ordinal, file, line, sourceKey: user.id, record, code, reason } }
    }
    if (mapped instanceof MapFailure) {
      return { record: reject(source, user.id, [mapped.problem], listUsedSecrets(user)) }
    }
    const result = planUser(mapped, this.#options.rules)
    if (result.plan === undefined) {
      return { record: reject(source, result.sourceKey, result.problems, listUsedSecrets(mapped)) }
    }
    const { plan, warnings, keptOut } = result
    const { sourceKey } = plan
    return {
      record: { kind: 'planned', ordinal, file, line, sourceKey, record, plan, warnings, keptOut },
      user: mapped,
    }
  }

  /** Gives back what the search for duplicates holds. */
  close(): void {
    this.#index.close()
  }

  #applyMap(user: UserRecord, record: JsonObject): UserRecord | null | MapFailure {
    const { map } = this.#options
    if (map === undefined) return user
    const { unconvertiblePassword } = user
    try {
      const mapped = map(user, record)
      if (mapped === null) return mapped
      if (typeof mapped === 'object' && !(mapped instanceof Promise)) {
        carryStored(unconvertiblePassword, mapped.unconvertiblePassword)
        return mapped
      }
      return new MapFailure(
        `expected the user or null, got ${mapped instanceof Promise ? 'a promise' : typeof mapped}`,
      )
    } catch (error) {
      return new MapFailure(error instanceof Error ? error.message : 'something that is no Error was thrown')
    }
  }

  #placeOf(ordinal: number): string {
    const entry = this.#files.findLast(({ firstOrdinal }) => firstOrdinal <= ordinal)
    return entry === undefined ? `record ${ordinal}` : `${entry.file}, record ${ordinal}`
  }
}

const reject = (
  { ordinal, file, line, record }: Pick<SourceRecord, 'ordinal' | 'file' | 'line' | 'record'>,
  sourceKey: string | undefined,
  problems: readonly Problem[],
  usedSecrets: readonly string[] | undefined,
): RejectedRecord => ({
  kind: 'rejected',
  ordinal,
  file,
  line,
  sourceKey,
  record,
  problems,
  raw: undefined,
  usedSecrets,
})

class MapFailure {
  readonly problem: Problem

  constructor(reason: string) {
    this.problem = { code: 'map_failed', message: `map() in the config failed for this record: ${reason}.` }
  }
}
