import { MigrationError } from '../outcome/migration-error.js'
import { presets } from '../presets/registry.js'
import type { CommandContext } from '../terminal/command-context.js'
import { describeColumnTable } from './column-table.js'
import { findExports, formatBytes } from './find-exports.js'
import type { GuidePrompts } from './guide-prompts.js'
import type { InitFlags } from './init-flags.js'
import { isOpen, mapColumns, showPreview } from './map-columns.js'
import { type ColumnMapping, readColumns } from './read-columns.js'
import { type SampledSource, sampleSource } from './sample-source.js'

/** The export, and what is decided of its columns. */
export interface SourceAnswers extends SampledSource {
  columns: ColumnMapping
  /** Hashes that Logto cannot take are to be kept for the first sign-in. */
  keepLegacy: boolean
}

/** Picks the export, says what is in it, and asks of what was not understood. Undefined: later. */
export const askSource = async (
  context: CommandContext,
  prompts: GuidePrompts,
  flags: InitFlags,
  named: readonly string[],
  columns: ColumnMapping,
): Promise<SourceAnswers | undefined> => {
  const source = await pickSource(context, prompts, flags, named, columns)
  if (source === undefined) return undefined
  const { preset, evidence, sample } = source
  const nowMs = context.effects.now()
  const why = evidence.length === 0 ? '' : `: ${evidence.join('; ')}`
  const system = preset.name === 'generic' ? 'a table of your own' : `from ${preset.title}`
  prompts.tell('done', `${source.files.join(', ')} is ${system}${why}`)
  if (sample.length === 0) {
    prompts.tell(
      'warning',
      'There are no records in it: an empty file, or names of columns and nothing else.',
    )
    return { ...source, columns, keepLegacy: flags.keepLegacy === true }
  }
  const views = readColumns(preset, sample, columns, nowMs)
  prompts.show(
    `What is in the first ${sample.length === 1 ? 'record' : `${sample.length} records`}`,
    describeColumnTable(views, prompts.width()),
  )
  const parts = { prompts, preset, sample, nowMs }
  showPreview(parts, columns, 'The user that Logto gets')
  const open = views.filter(isOpen)
  const mapped =
    open.length > 0 && (await prompts.confirm({ message: describeOpen(open.length) }))
      ? await mapColumns({ ...parts, columns })
      : columns
  return { ...source, columns: mapped, keepLegacy: await askKeepLegacy(prompts, flags, source) }
}

const describeOpen = (count: number): string =>
  count === 1
    ? 'One column was not understood, and goes to customData. Say what it is?'
    : `${count} columns were not understood, and go to customData. Go through them?`

const pickSource = async (
  context: CommandContext,
  prompts: GuidePrompts,
  flags: InitFlags,
  named: readonly string[],
  columns: ColumnMapping,
): Promise<SampledSource | undefined> => {
  if (named.length > 0) return sampleOrAsk(context, prompts, flags, named, columns)
  for (;;) {
    const path = await pickFile(context, prompts)
    if (path === undefined) return undefined
    try {
      return await sampleOrAsk(context, prompts, flags, [path], columns)
    } catch (error) {
      if (!(error instanceof MigrationError) || error.reason === 'interrupted') throw error
      prompts.tell('error', error.message)
    }
  }
}

const pickFile = async (context: CommandContext, prompts: GuidePrompts): Promise<string | undefined> => {
  const candidates = await findExports(context.folder)
  const answer = await prompts.pick<{ path: string } | 'other' | 'later'>({
    message: 'Which file holds the users?',
    choices: [
      ...candidates.map(({ path, bytes, isFolder }) => ({
        value: { path },
        label: path,
        hint: isFolder ? 'written by logto-migrate export' : formatBytes(bytes),
      })),
      { value: 'other', label: 'Another path …', hint: 'a file, a pattern such as exports/*.json' },
      {
        value: 'later',
        label: 'I do not have one yet',
        hint: 'logto-migrate docs export tells how to get one',
      },
    ],
  })
  if (answer === 'later') return undefined
  if (answer !== 'other') return answer.path
  return prompts.ask({
    message: 'Its path?',
    placeholder: 'exports/users.json',
    validate: (text) => (text === '' ? 'expected a path' : undefined),
  })
}

/** Two systems fit alike: whoever exported it knows. */
const sampleOrAsk = async (
  context: CommandContext,
  prompts: GuidePrompts,
  flags: InitFlags,
  named: readonly string[],
  columns: ColumnMapping,
): Promise<SampledSource> => {
  try {
    return await sampleSource(context, flags, named, columns)
  } catch (error) {
    if (!(error instanceof MigrationError && error.code === 'source_unclear')) throw error
    prompts.tell('warning', error.message)
    const likely = [...error.message.matchAll(/--source ([a-z][a-z\d-]*)/g)].map(([, name = '']) => name)
    const titles = new Map(presets.map(({ name, title }) => [name, title]))
    const choice = (name: string) => ({ value: name, label: titles.get(name) ?? name })
    const picked = await prompts.pick<string>({
      message: 'Which system is it from?',
      choices: [...likely.map(choice), { value: '', label: 'Another one …' }],
    })
    const others = presets.map(({ name }) => name).filter((name) => !likely.includes(name))
    const source =
      picked === ''
        ? await prompts.pick<string>({ message: 'Which one?', choices: others.map(choice), isSearched: true })
        : picked
    return sampleSource(context, { ...flags, source }, named, columns)
  }
}

const askKeepLegacy = async (
  prompts: GuidePrompts,
  flags: InitFlags,
  { passwords }: SampledSource,
): Promise<boolean> => {
  if (flags.keepLegacy !== undefined) return flags.keepLegacy
  const lost = await countLost(passwords)
  if (lost === 0) return false
  return prompts.confirm({
    message: `${lost} of the first hashes are in a form that Logto cannot take. Keep them, encrypted, so that they work at the first sign-in?`,
    initial: false,
  })
}

const countLost = async (passwords: SampledSource['passwords']): Promise<number> => {
  const { passwordFamilies } = await import('../password/recognise/password-families.js')
  return passwords
    .filter(
      ({ family }) =>
        family !== 'none' && family !== 'unusable' && passwordFamilies[family].convertible === 'no',
    )
    .reduce((sum, { count }) => sum + count, 0)
}
