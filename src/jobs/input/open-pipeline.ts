import { MigrationError } from '../../outcome/migration-error.js'
import { createSecretFilter } from '../../config/create-secret-filter.js'
import { upstreamOf } from '../../config/upstream-of.js'
import type { Settings } from '../../config/settings.js'
import { readCountry } from '../../plan/fields/read-country.js'
import { defaultPlanRules, type PlanRules } from '../../plan/plan-rules.js'
import { takeShard } from '../../plan/shard.js'
import { type PlannedRecord, RecordPlanner } from '../../plan/record-planner.js'
import type { IdentifierGuess } from '../../presets/generic/columns/guess-identifiers.js'
import { FieldUse } from '../../presets/field-use.js'
import type { Preset, PresetContext } from '../../presets/preset.js'
import type { PresetCandidate } from '../../presets/detect-preset.js'
import { invitationsFile } from '../../presets/read-invitation.js'
import { RelatedIndex } from '../../presets/related-index.js'
import { expandPaths } from '../../source/input/expand-paths.js'
import { InputNotes } from '../../source/input/input-notes.js'
import { openInput } from '../../source/input/open-input.js'
import type { InputOptions } from '../../source/input/input-options.js'
import { liveInput } from '../../source/input/live-records.js'
import type { SourceRecord } from '../../source/source-record.js'
import { bindConverter } from './bind-converter.js'
import type { JobContext } from '../job-context.js'
import { readOwnRow } from './read-own-row.js'
import { openSource, unwrapRejected } from './open-source.js'
import { relatedNames, relatedPaths } from './related-files.js'

/** Everything between the files and the plans, ready to be read. Can be read once. */
export interface Pipeline {
  preset: Preset
  /** Why this preset, for people; empty when it was given. */
  evidence: string[]
  /** The system that the content looks like, where the operator has named another one. */
  lookalike: PresetCandidate | undefined
  /** What people may sign in with, where no column says so. */
  guesses: IdentifierGuess[] | undefined
  records: AsyncIterable<PlannedRecord[]>
  /** What the readers notice about the form of the files; complete once all records are read. */
  notes: InputNotes
  /** What the preset was given besides the records. */
  presetContext: PresetContext
  /** Closes the input of a pipeline that is not read to its end. */
  close(): Promise<void>
}

/** The files meant, in order. Throws MigrationError('usage') when there are none. */
export const expandFiles = async (settings: Settings): Promise<string[]> => {
  if (settings.records !== undefined) return [liveInput]
  if (settings.files.length === 0) {
    throw new MigrationError(
      'usage',
      'no_input',
      'no input: name one or more files, or - for standard input, or set source in the config',
    )
  }
  return expandPaths(settings.files)
}

/** Opens the input, settles which system it comes from, and joins related files. */
export const openPipeline = async (
  settings: Settings,
  files: string[],
  context: JobContext,
): Promise<Pipeline> => {
  const { first, sample, rest, options, notes, lookalike, evidence, ...settled } = await openSource(
    settings,
    files,
    context,
  )
  const converter = bindConverter(settings.password?.convert)
  const preset = converter.watch(settled.preset)
  const presetContext = await createPresetContext(preset, settings, options, context)
  presetContext.sample = sample
  presetContext.passwordParams = converter.bind(presetContext.passwordParams)
  const planner = new RecordPlanner({
    preset,
    context: presetContext,
    rules: { ...readRules(settings), keepLegacy: await loadLegacyRule(settings) },
    map: settings.map,
  })
  const planned = planAll(first, rest, planner, preset)
  return {
    preset,
    evidence,
    lookalike,
    guesses: settled.guesses,
    notes,
    presetContext,
    records: settings.shard === undefined ? planned : takeShard(planned, settings.shard),
    close: async () => {
      await rest.return(undefined)
    },
  }
}

async function* planAll(
  first: SourceRecord[],
  rest: AsyncIterable<SourceRecord[]>,
  planner: RecordPlanner,
  preset: Preset,
): AsyncGenerator<PlannedRecord[]> {
  const planBatch =
    preset.expand === undefined
      ? (batch: SourceRecord[]) => planner.planEach(batch.map(unwrapRejected))
      : createExpander(planner, preset.expand)
  try {
    yield* planInSteps(first, planBatch)
    for await (const batch of rest) yield* planInSteps(batch, planBatch)
  } finally {
    planner.close()
  }
}

/** Plans that wait for their request cost memory and its collection: only a few records are planned ahead. */
const recordsPerStep = 64

function* planInSteps(
  batch: SourceRecord[],
  planBatch: (batch: SourceRecord[]) => PlannedRecord[],
): Generator<PlannedRecord[]> {
  for (let at = 0; at < batch.length; at += recordsPerStep) {
    yield planBatch(batch.slice(at, at + recordsPerStep))
  }
}

/** A record can hold several people: each gets an ordinal of its own, and the place of the record. */
const createExpander = (planner: RecordPlanner, expand: NonNullable<Preset['expand']>) => {
  let ordinal = 0
  return (batch: SourceRecord[]): PlannedRecord[] =>
    planner.planEach(
      batch.flatMap((wrapped) => {
        const source = unwrapRejected(wrapped)
        const people = source.record === undefined ? undefined : expand(source.record)
        return (people ?? [source.record]).map((record) => {
          ordinal += 1
          return { ...source, ordinal, record }
        })
      }),
    )
}

const createPresetContext = async (
  preset: Preset,
  settings: Settings,
  options: InputOptions,
  context: JobContext,
): Promise<PresetContext> => {
  const related = new Map<string, RelatedIndex>()
  for (const file of preset.relatedFiles ?? []) {
    const paths = relatedPaths(settings, file.name)
    if (paths.length === 0) continue
    const index = new RelatedIndex(file)
    for await (const batch of openInput(await expandPaths(paths), {
      ...options,
      format: 'auto',
      jsonPath: undefined,
      member: undefined,
      sheet: undefined,
      table: undefined,
      columns: undefined,
      header: undefined,
    })) {
      for (const { record } of batch) if (record !== undefined) index.add(readOwnRow(record))
    }
    related.set(file.name, index)
  }
  refuseUnknownRelated(preset, settings)
  // They are read after the users: a wrong path must not be found out then.
  await expandPaths(relatedPaths(settings, invitationsFile))
  return {
    passwordParams: { ...settings.password, ...settings.password?.params },
    nowMs: context.effects.now(),
    connectors: settings.connectors ?? {},
    columns: settings.columns,
    states: settings.states ?? {},
    fieldUse: new FieldUse(),
    related: (name, key) => related.get(name)?.find(key) ?? [],
  }
}

const refuseUnknownRelated = (preset: Preset, settings: Settings): void => {
  const known = [...(preset.relatedFiles ?? []).map(({ name }) => name), invitationsFile]
  const unknown = relatedNames(settings).find((name) => !known.includes(name))
  if (unknown === undefined) return
  throw new MigrationError(
    'config',
    'unknown_related_file',
    `the preset ${preset.name} joins ${known.join(', ')}; got "${unknown}"`,
  )
}

/** Verifiers are loaded where they are wanted only. */
const loadLegacyRule = async (settings: Settings): Promise<PlanRules['keepLegacy']> => {
  const isKept = settings.keepLegacy === true
  // Who says that nothing is kept still may have an old system that is asked.
  const hasUpstream = upstreamOf(settings) !== undefined
  if (!isKept && !hasUpstream) return undefined
  const { createLegacyRule } = await import('../legacy/create-legacy-rule.js')
  return createLegacyRule({ isKept, hasUpstream })
}

const readRules = (settings: Settings): PlanRules => {
  const { defaultCountry } = settings
  const country = defaultCountry === undefined ? undefined : readCountry(defaultCountry)
  if (defaultCountry !== undefined && country === undefined) {
    throw new MigrationError(
      'config',
      'config_invalid',
      `defaultCountry: expected a country as two letters such as US, got "${defaultCountry}"`,
    )
  }
  return {
    unverifiedEmail: settings.unverifiedEmail ?? defaultPlanRules.unverifiedEmail,
    unverifiedPhone: settings.unverifiedPhone ?? defaultPlanRules.unverifiedPhone,
    invalidPhone: settings.invalidPhone ?? defaultPlanRules.invalidPhone,
    defaultCountry: country,
    username: settings.username ?? defaultPlanRules.username,
    unconvertiblePassword: settings.unconvertiblePassword ?? defaultPlanRules.unconvertiblePassword,
    expiredPassword: settings.expiredPassword ?? defaultPlanRules.expiredPassword,
    keepIds: settings.keepIds ?? defaultPlanRules.keepIds,
    keepMigratedFrom: settings.keepMigratedFrom ?? defaultPlanRules.keepMigratedFrom,
    secrets: createSecretFilter(settings),
  }
}
