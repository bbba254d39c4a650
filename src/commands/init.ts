import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createInterface } from 'node:readline/promises'
import { suggestConfig, suggestEnvironment } from '../config/suggest-config.js'
import { type Flags, resolveSettings } from '../config/settings.js'
import { MigrationError } from '../outcome/migration-error.js'
import { findPreset } from '../presets/registry.js'
import type { CommandContext, CommonFlags } from './context.js'
import { expandFiles, openPipeline } from './open-pipeline.js'

export interface InitFlags extends Flags, CommonFlags {
  from?: string[]
  force?: boolean
}

/** Writes migrate.config.ts and .env.example. Asks on a terminal only, and only for what no flag said. */
export const runInitCommand = async (
  context: CommandContext,
  operands: string[],
  flags: InitFlags,
): Promise<number> => {
  const answers = await askMissing(context, { ...flags, from: [...(flags.from ?? []), ...operands] })
  const settings = resolveSettings(answers.from, { ...flags, source: answers.source }, {})
  const files = answers.from.length === 0 ? [] : await expandFiles(settings)
  const preset =
    files.length === 0 || settings.preset !== undefined
      ? findPreset(settings.preset ?? 'generic')
      : await recognise(context, settings, files)
  const text = suggestConfig({
    preset,
    files: files.length === 0 ? ['users.csv'] : files,
    format: settings.format === 'auto' ? undefined : settings.format,
    jsonPath: settings.jsonPath,
    endpoint: answers.endpoint,
    tenantId: flags.tenant,
  })
  const written = [
    await writeNew(join(context.folder, 'migrate.config.ts'), text, flags.force === true),
    await writeNew(join(context.folder, '.env.example'), suggestEnvironment(), flags.force === true),
  ]
  context.stdout(
    flags.json === true
      ? `${JSON.stringify({ source: preset.name, written })}\n`
      : `${written.map((path) => `Wrote ${path}\n`).join('')}Source: ${preset.title}\nNext: fill in .env, then logto-migrate check\n`,
  )
  return 0
}

const recognise = async (
  context: CommandContext,
  settings: ReturnType<typeof resolveSettings>,
  files: string[],
): Promise<ReturnType<typeof findPreset>> => {
  const { preset, close } = await openPipeline(settings, files, context)
  await close()
  return preset
}

const askMissing = async (
  { isTerminal, stdin, stderr }: CommandContext,
  flags: InitFlags & { from: string[] },
): Promise<{ from: string[]; source: string | undefined; endpoint: string | undefined }> => {
  const known = { from: flags.from, source: flags.source, endpoint: flags.endpoint }
  if (!isTerminal || flags.json === true || (known.from.length > 0 && known.endpoint !== undefined))
    return known
  const dialog = createInterface({ input: stdin as unknown as NodeJS.ReadableStream })
  const ask = async (question: string): Promise<string> => {
    stderr(`${question} `)
    return (await dialog.question('')).trim()
  }
  try {
    if (known.from.length === 0) {
      const file = await ask('Which file holds the users? (empty: later)')
      if (file !== '') known.from = [file]
    }
    if (known.endpoint === undefined) {
      const endpoint = await ask('URL of Logto? (empty: LOGTO_ENDPOINT)')
      if (endpoint !== '') known.endpoint = endpoint
    }
    return known
  } finally {
    dialog.close()
  }
}

const writeNew = async (path: string, text: string, isForced: boolean): Promise<string> => {
  try {
    await writeFile(path, text, { flag: isForced ? 'w' : 'wx' })
    return path
  } catch (cause) {
    const isThere = (cause as NodeJS.ErrnoException).code === 'EEXIST'
    throw new MigrationError(
      'usage',
      isThere ? 'config_present' : 'config_unwritable',
      isThere ? `${path} is there already: --force overwrites it` : `${path} could not be written`,
      { cause },
    )
  }
}
