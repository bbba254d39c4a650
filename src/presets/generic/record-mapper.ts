import type { JsonObject, JsonValue } from '../../source/source-record.js'
import type { FieldUseReport } from '../field-use.js'
import { isSkip, type PresetContext, type Skip } from '../preset.js'
import type { UserRecord } from '../user-record.js'
import { longestNullText } from '../vocabulary/cells/null-texts.js'
import { setPath } from '../vocabulary/cells/set-path.js'
import type { ColumnSetter } from './setters/column-place.js'
import { createColumnSetter } from './setters/column-setter.js'
import { createLoginSetter } from './setters/login-setter.js'
import { createEmptySetter } from './setters/empty-setter.js'
import { createPartsSetter } from './setters/state/parts-setter.js'
import { finishDraft } from './finish-draft.js'
import { createGenericDraft, type GenericDraft } from './generic-draft.js'
import { bearOut } from './columns/bear-out.js'
import { countUse } from './count-use.js'
import { usualRank } from './columns/resolve-column.js'
import { PartUse } from './part-use.js'
import { resolveColumns } from './columns/resolve-columns.js'
import { TableEvidence } from './columns/table-evidence.js'

/** Columns that stand for each other, best first. */
interface Candidate {
  /** Position of the column in the record. */
  index: number
  column: string
  path: readonly string[]
  rank: number
  set: ColumnSetter
  /** Everything in it is kept or refused as a whole. */
  isOpen: boolean
  /** Texts that stand for nothing in this column. */
  nulls: ReadonlySet<string>
  use: FieldUseReport | undefined
}

/** Everything to do for one target, for records of one shape. */
interface Step {
  candidates: readonly Candidate[]
  /** Steps of a lower order run first. */
  order: number
  /** A column of this kind says something by being empty. */
  setEmpty: ((draft: GenericDraft) => void) | undefined
}

/** Records with the same keys in the same order. All rows of a CSV file have one shape. */
interface Shape {
  keys: readonly string[]
  steps: readonly Step[]
}

/** Beyond this many shapes (objects used as dictionaries) they are compiled for each record. */
const mostShapes = 5000

/** Fields that several columns may fill together. */
const collectingFields: ReadonlySet<string> = new Set([
  'roles',
  'organizations',
  'identities',
  'isSuspended',
  'isActive',
  'isDeleted',
  'accountStatus',
  'suspendedUntil',
  'activeUntil',
  'emails',
  'phones',
  'factors',
  'password',
  'plaintextPassword',
  'passwordDigest',
  'passwordHash',
])

/**
 * Maps records of the generic kind. Columns are resolved once per shape of record; for each record only the
 * keys are compared and the compiled steps run.
 */
export class RecordMapper {
  readonly #context: PresetContext
  readonly #evidence: TableEvidence
  readonly #isWanted: ((path: string) => boolean) | undefined
  readonly #parts: PartUse | undefined
  readonly #shapes = new Map<string, Shape>()
  #shape: Shape = { keys: [], steps: [] }
  #values: (JsonValue | undefined)[] = []

  /** @param isWanted which targets are read at all, by path; all of them unless it says otherwise */
  constructor(context: PresetContext, isWanted?: (path: string) => boolean) {
    this.#context = context
    this.#isWanted = isWanted
    this.#evidence = new TableEvidence(context.sample)
    this.#parts = context.fieldUse === undefined ? undefined : new PartUse(context.fieldUse)
  }

  /** The person of a record, or why it is left out. */
  map(record: JsonObject): UserRecord | Skip {
    const values = this.#values
    const { keys } = this.#shape
    let count = 0
    let isSame = true
    let isFlat = true
    for (const key in record) {
      if (isSame && keys[count] !== key) isSame = false
      const value = record[key]
      if (typeof value === 'object' && value !== null) isFlat = false
      values[count++] = value
    }
    if (!isSame || count !== keys.length) this.#shape = this.#findShape(Object.keys(record))
    const draft = createGenericDraft()
    for (const step of this.#shape.steps) runStep(step, values, draft)
    const user = finishDraft(draft, this.#context)
    // Text is read whole or named; only objects and lists can lose a part.
    if (!isFlat && this.#parts !== undefined && !isSkip(user)) this.#countParts(user, this.#parts)
    return user
  }

  #countParts(user: UserRecord, parts: PartUse): void {
    for (const { candidates } of this.#shape.steps) {
      for (const { index, column, isOpen } of candidates) {
        if (isOpen) continue
        const value = this.#values[index]
        if (typeof value === 'object' && value !== null) parts.add(column, value, user)
      }
    }
  }

  #findShape(keys: string[]): Shape {
    const name = JSON.stringify(keys)
    const known = this.#shapes.get(name)
    if (known !== undefined) return known
    const shape = { keys, steps: compileSteps(keys, this.#context, this.#evidence, this.#isWanted) }
    if (this.#shapes.size < mostShapes) this.#shapes.set(name, shape)
    return shape
  }
}

const ignore: ColumnSetter = () => undefined

const compileSteps = (
  keys: readonly string[],
  context: PresetContext,
  evidence: TableEvidence,
  isWanted: ((path: string) => boolean) | undefined,
): Step[] => {
  const groups = new Map<string, Candidate[]>()
  const targets = resolveColumns(keys, context.columns, evidence)
  for (const [index, column] of keys.entries()) {
    const target = bearOut(targets[index], column, evidence)
    if (target === undefined) continue
    const field = target.path.join('.')
    if (isWanted?.(field) === false) continue
    const group = collectingFields.has(field) || field.startsWith('customData') ? `${field} ${index}` : field
    const candidates = groups.get(group) ?? []
    const place = { column, keys, evidence, context, isGuessed: target.rank >= usualRank }
    candidates.push({
      index,
      column,
      ...target,
      set: createPartsSetter(
        target,
        place,
        isWanted !== undefined && target.isUnknown === true
          ? ignore
          : target.isLogin === true
            ? createLoginSetter(place)
            : createColumnSetter(target.path, place),
      ),
      isOpen: /^(?:customData|secret|password|plaintextPassword|weakParams)/.test(field),
      nulls: evidence.nullsOf(column, field),
      use: countUse(target, place),
    })
    groups.set(group, candidates)
  }
  // Lists of addresses come last: the column of the one address wins.
  return [...groups.values()]
    .map((group) => compileStep(group, context, evidence, keys))
    .sort((a, b) => a.order - b.order)
}

const compileStep = (
  candidates: Candidate[],
  context: PresetContext,
  evidence: TableEvidence,
  keys: readonly string[],
): Step => {
  candidates.sort((a, b) => a.rank - b.rank)
  const { path, column } = candidates[0]!
  const isAnswered = candidates.some((candidate) => evidence.valuesOf(candidate.column).size > 0)
  const order = path[0] === 'emails' || path[0] === 'phones' ? 1 : 0
  const place = { column, keys, evidence, context, isGuessed: false }
  return { candidates, order, setEmpty: createEmptySetter(path[0], place, isAnswered) }
}

const runStep = (step: Step, values: readonly (JsonValue | undefined)[], draft: GenericDraft): void => {
  const { candidates } = step
  let winner: JsonValue | undefined
  for (let place = 0; place < candidates.length; place++) {
    const candidate = candidates[place]!
    const value = values[candidate.index]
    if (isEmptyCell(value)) continue
    if (typeof value === 'string' && value.length <= longestNullText && candidate.nulls.has(value.trim())) {
      if (candidate.use !== undefined) candidate.use.nulls += 1
      continue
    }
    if (candidate.use !== undefined) candidate.use.filled += 1
    if (winner === undefined) {
      winner = value
      candidate.set(draft, value)
    } else if (value !== winner) keepLoser(draft, candidate, value)
  }
  if (winner === undefined) step.setEmpty?.(draft)
}

/** A second column for a field that has its value: kept, because dropping it would lose data unseen. */
const keepLoser = ({ user }: GenericDraft, { column, path }: Candidate, value: JsonValue): void => {
  // Two columns with a password: the second one must not end up readable in custom data.
  if (path[0]?.startsWith('password') || path[0] === 'totpSecret' || path[0] === 'mfa') {
    user.losses.push({
      kind: 'column',
      detail: `The column ${column} was left out: another one has the password.`,
    })
  } else setPath(user.customData, [column], value)
}

const isEmptyCell = (value: JsonValue | undefined): value is undefined | null =>
  value === '' || value === undefined || value === null || value === '\\N'
