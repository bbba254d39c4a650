import { MigrationError } from '../../outcome/migration-error.js'
import type { CheckpointState } from '../checkpoint-state.js'
import type { InputFile, RelatedInput, RunHeader } from '../entry.js'
import type { RunFolder } from '../run-folder.js'
import { mustBeSameTarget } from './refuse-other-target.js'

/** Preset, input and target of a call; compared with those of the checkpoint. */
export interface RunOfCall {
  run: RunFolder
  /** Name of the preset. */
  source: string
  input: InputFile[]
  /** Files that are joined to it. */
  related?: RelatedInput[] | undefined
  target: { endpoint: string; tenantId: string }
  /** The part of the input that the run drives: `2/4`. */
  shard?: string | undefined
  /** The input is a newer export of the same system: a new pass begins, unless this one began before. */
  isDelta?: boolean
}

/** Throws where the checkpoint is of another input, preset or target than this call. */
export const refuseOtherInput = (header: RunHeader, state: CheckpointState, options: RunOfCall): void => {
  const { run, source, input, target, isDelta } = options
  mustBeSameTarget(run.checkpoint, header.target, target)
  const before = state.input
  const foreign = [
    difference('source', header.source, source),
    difference('shard', header.shard ?? 'none', options.shard ?? 'none'),
  ]
  const other = [
    difference('number of files', String(before.length), String(input.length)),
    ...before.map((file, index) => describeChange(file, input[index])),
    ...describeRelated(state.related, options.related),
  ]
  const differences = [...foreign, ...(isDelta === true ? [] : other)].filter((text) => text !== undefined)
  if (differences.length === 0) return isDelta === true ? refuseUnsettled(state, options) : undefined
  throw new MigrationError(
    'checkpoint',
    'checkpoint_foreign',
    `${run.checkpoint} belongs to another run: ${differences.join('; ')}. Give the same input and target to resume it, --delta for a newer export, or another folder with --run`,
  )
}

/** Records without an outcome can only be reconciled with the input that they came from. */
const refuseUnsettled = (state: CheckpointState, options: RunOfCall): void => {
  const unsettled = state.begun.size + [...state.open.values()].filter(({ left }) => left > 0).length
  if (unsettled === 0 || !isNewerInput(state, options)) return
  const { run } = options
  throw new MigrationError(
    'checkpoint',
    'delta_too_early',
    `${unsettled} records of the export before have no outcome yet: resume ${run.folder} with ${state.input.map(({ path }) => path).join(' ')} first, then come with the newer one`,
  )
}

/** Standard input has no fingerprint: after a settled pass it is taken for a newer export. */
export const isNewerInput = (
  { input: before, related: joined, isComplete }: CheckpointState,
  { input, related }: Pick<RunOfCall, 'input' | 'related'>,
): boolean =>
  before.length !== input.length ||
  before.some(({ sha256 }, index) =>
    sha256 === null ? isComplete : sha256 !== (input[index]?.sha256 ?? null),
  ) ||
  describeRelated(joined, related).length > 0

const difference = (what: string, before: string, now: string): string | undefined =>
  before === now ? undefined : `${what} was ${before}, is ${now}`

/** Files are told apart by content: a checkpoint may be copied to another machine and folder. */
const describeChange = (before: InputFile, now: InputFile | undefined): string | undefined => {
  if (now === undefined || before.sha256 === now.sha256) return undefined
  return `${before.path} had ${before.size ?? 'unknown'} bytes and another content than ${now.path} (${now.size ?? 'unknown'} bytes)`
}

/**
 * Who resumes without the file of passwords, or with another one of roles, would give the rest of the people something
 * else than those before.
 */
export const describeRelated = (
  before: readonly RelatedInput[] | undefined,
  now: readonly RelatedInput[] | undefined,
): string[] => {
  if (before === undefined || now === undefined) return []
  const names = new Set([...before, ...now].map(({ name }) => name))
  return [...names].flatMap((name) => {
    const [then, given] = [before, now].map((files) => files.filter((file) => file.name === name))
    if (then === undefined || given === undefined) return []
    if (then.length === 0) return [`there was no related file ${name}, and now it is ${list(given)}`]
    if (given.length === 0) return [`the related file ${name} was ${list(then)}, and none is given`]
    const isSame =
      then.length === given.length && then.every(({ sha256 }, index) => sha256 === given[index]?.sha256)
    return isSame ? [] : [`the related file ${name} has another content than ${list(then)} had`]
  })
}

const list = (files: readonly RelatedInput[]): string => files.map(({ path }) => path).join(', ')
