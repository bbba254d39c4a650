import type { JsonObject, JsonValue } from '../../source/source-record.js'
import type { PresetContext } from '../preset.js'
import type { UserRecord } from '../user-record.js'
import { setPath } from '../vocabulary/set-path.js'
import { type ColumnSetter, createColumnSetter } from './column-setter.js'
import { finishDraft } from './finish-draft.js'
import { createGenericDraft, type GenericDraft } from './generic-draft.js'
import { resolveColumn, usualRank } from './resolve-column.js'

/** Columns that stand for each other, best first. */
interface Candidate {
  /** Position of the column in the record. */
  index: number
  column: string
  path: readonly string[]
  rank: number
}

/** Everything to do for one target, for records of one shape. */
interface Step {
  candidates: readonly Candidate[]
  set: ColumnSetter
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
  readonly #shapes = new Map<string, Shape>()
  #shape: Shape = { keys: [], steps: [] }
  #values: (JsonValue | undefined)[] = []

  constructor(context: PresetContext) {
    this.#context = context
  }

  map(record: JsonObject): UserRecord {
    const values = this.#values
    const { keys } = this.#shape
    let count = 0
    let isSame = true
    for (const key in record) {
      if (isSame && keys[count] !== key) isSame = false
      values[count++] = record[key]
    }
    if (!isSame || count !== keys.length) this.#shape = this.#findShape(Object.keys(record))
    const draft = createGenericDraft()
    for (const step of this.#shape.steps) runStep(step, values, draft)
    return finishDraft(draft, this.#context)
  }

  #findShape(keys: string[]): Shape {
    const name = JSON.stringify(keys)
    const known = this.#shapes.get(name)
    if (known !== undefined) return known
    const shape = { keys, steps: compileSteps(keys, this.#context.columns) }
    if (this.#shapes.size < mostShapes) this.#shapes.set(name, shape)
    return shape
  }
}

const compileSteps = (keys: readonly string[], columns: PresetContext['columns']): Step[] => {
  const groups = new Map<string, Candidate[]>()
  for (const [index, column] of keys.entries()) {
    const target = resolveColumn(column, columns)
    if (target === undefined) continue
    const field = target.path.join('.')
    const group = collectingFields.has(field) || field.startsWith('customData') ? `${field} ${index}` : field
    const candidates = groups.get(group) ?? []
    candidates.push({ index, column, ...target })
    groups.set(group, candidates)
  }
  return [...groups.values()].map(compileStep)
}

const compileStep = (candidates: Candidate[]): Step => {
  candidates.sort((a, b) => a.rank - b.rank)
  const { path, column, rank } = candidates[0]!
  return {
    candidates,
    set: createColumnSetter(path, column, rank >= usualRank),
    setEmpty: findEmptySetter(path),
  }
}

/** `email_verified_at` without a time means that the address was never verified. */
const findEmptySetter = ([field]: readonly string[]): Step['setEmpty'] => {
  if (field === 'emailVerifiedAt') return ({ user }) => void (user.emailVerified ??= false)
  if (field === 'phoneVerifiedAt') return ({ user }) => void (user.phoneVerified ??= false)
  return undefined
}

const runStep = (step: Step, values: readonly (JsonValue | undefined)[], draft: GenericDraft): void => {
  const { candidates } = step
  let winner: JsonValue | undefined
  for (let place = 0; place < candidates.length; place++) {
    const candidate = candidates[place]!
    const value = values[candidate.index]
    if (isEmptyCell(value)) continue
    if (winner === undefined) {
      winner = value
      step.set(draft, value)
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
