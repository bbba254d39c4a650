import { join } from 'node:path'
import { readEnvFile } from '../config/env-file.js'
import { loadPreset, pathOfPreset } from '../jobs/input/load-preset.js'
import { type Access, testAccess } from '../jobs/target/test-access.js'
import { toolVersion } from '../jobs/tool-version.js'
import type { Preset } from '../presets/preset.js'
import type { CommandContext } from '../terminal/command-context.js'
import { askSource } from './ask-source.js'
import { askAccess, type TargetOutcome, withoutRefused } from './ask-access.js'
import { isInRepository, missingIgnores } from './complete-gitignore.js'
import type { GuidePrompts } from './guide-prompts.js'
import type { InitFlags } from './init-flags.js'
import type { ColumnMapping } from './read-columns.js'
import { readMapping } from './read-mapping.js'
import { sampleSource } from './sample-source.js'
import { describeAccess, settingsOf, type TargetAnswers } from './target-answers.js'
import { configName, type InitDecisions, isThere, refusePresent, writeFiles } from './write-files.js'

/** What is decided, and what the trial of it came to. */
interface InitOutcome {
  decided: InitDecisions
  access: Access | undefined
}

/**
 * Writes migrate.config.ts and .env.example. On a terminal it is a guide, which asks only for what no flag and no variable
 * says; elsewhere everything goes by flags. 3 when Logto says no: what it refused is not written.
 */
export const runInitCommand = async (
  context: CommandContext,
  operands: string[],
  flags: InitFlags,
): Promise<number> => {
  const { folder, env } = context
  const prompts = await openPrompts(context, flags)
  const config = join(folder, configName)
  if (flags.force !== true && prompts === undefined) await refusePresent(config)
  const columns = readMapping(flags.map ?? [])
  for (const [name, value] of Object.entries(await readEnvFile(join(folder, '.env')))) env[name] ??= value
  const named = [...(flags.from ?? []), ...operands]
  const known: TargetAnswers = {
    endpoint: flags.endpoint ?? given(env['LOGTO_ENDPOINT']),
    tenantId: flags.tenant ?? given(env['LOGTO_TENANT_ID']),
    appId: flags.appId ?? given(env['LOGTO_APP_ID']),
    appSecret: given(env['LOGTO_APP_SECRET']),
    insecureHttp: flags.insecureHttp,
  }
  const call = { named, columns, known }
  if (prompts === undefined) {
    const outcome = await goByFlags(context, flags, call)
    const written = await writeFiles(context, flags, outcome.decided)
    tellEnd(context, flags, outcome, written)
    return outcome.access?.isGranted === false ? 3 : 0
  }
  prompts.begin(`logto-migrate ${toolVersion}: a config for your migration`)
  if (flags.force !== true && (await isThere(config))) {
    const isReplaced = await prompts.confirm({
      message: `${configName} is there already. Replace it?`,
      initial: false,
    })
    if (!isReplaced) {
      prompts.end('Nothing was changed.')
      return 0
    }
  }
  const outcome = await guide(context, prompts, flags, call)
  const written = await writeFiles(context, flags, outcome.decided)
  prompts.tell('done', `Wrote ${written.map((path) => path.replace(`${folder}/`, '')).join(', ')}`)
  prompts.end(describeNext(outcome))
  return outcome.access?.isGranted === false ? 3 : 0
}

interface InitCall {
  named: string[]
  columns: ColumnMapping
  known: TargetAnswers
}

/** Loaded where somebody sits before the terminal, and wants to be asked. */
const openPrompts = async (
  { terminal, hasColor, stop }: CommandContext,
  { json, quiet }: InitFlags,
): Promise<GuidePrompts | undefined> => {
  const streams = terminal?.streams?.()
  if (streams === undefined || json === true || quiet === true) return undefined
  const { createClackPrompts } = await import('./clack-prompts.js')
  return createClackPrompts({ ...streams, hasColor, signal: stop })
}

const goByFlags = async (
  context: CommandContext,
  flags: InitFlags,
  { named, columns, known }: InitCall,
): Promise<InitOutcome> => {
  const { env, folder } = context
  const source = named.length === 0 ? undefined : await sampleSource(context, flags, named, columns)
  const settings = flags.test === true ? settingsOf(known, env) : undefined
  const access = settings === undefined ? undefined : await testAccess(settings, context)
  const answers = access === undefined ? known : withoutRefused(known, access)
  const files = source?.files ?? []
  const isIgnored = flags.gitignore ?? (await isInRepository(folder))
  return {
    access,
    decided: {
      preset: source?.preset ?? (await loadPreset(flags.source, folder)),
      presetPath: pathOfPreset(flags.source),
      files,
      columns,
      answers,
      keepLegacy: flags.keepLegacy === true,
      hasEnv: flags.writeEnv === true && access?.isGranted !== false,
      ignores: isIgnored ? await missingIgnores(folder, files) : [],
    },
  }
}

const guide = async (
  context: CommandContext,
  prompts: GuidePrompts,
  flags: InitFlags,
  { named, columns, known }: InitCall,
): Promise<InitOutcome> => {
  const { folder } = context
  const source = await askSource(context, prompts, flags, named, columns)
  const { answers, access, isTyped }: TargetOutcome =
    flags.test === false
      ? { answers: known, access: undefined, isTyped: false }
      : await askAccess(context, prompts, known)
  const hasEnv =
    flags.writeEnv ??
    (isTyped && (await prompts.confirm({ message: 'Write the answers to .env, readable by you alone?' })))
  const files = source?.files ?? []
  return {
    access,
    decided: {
      preset: source?.preset ?? (await loadPreset(flags.source, folder)),
      presetPath: source?.presetPath ?? pathOfPreset(flags.source),
      files,
      columns: source?.columns ?? columns,
      answers,
      keepLegacy: source?.keepLegacy ?? flags.keepLegacy === true,
      hasEnv: hasEnv && access?.isGranted !== false,
      ignores: await askIgnores(prompts, flags, folder, files),
    },
  }
}

const askIgnores = async (
  prompts: GuidePrompts,
  { gitignore }: InitFlags,
  folder: string,
  files: readonly string[],
): Promise<string[]> => {
  if (gitignore === false || (gitignore === undefined && !(await isInRepository(folder)))) return []
  const missing = await missingIgnores(folder, files)
  if (missing.length === 0 || gitignore === true) return missing
  prompts.show('.gitignore lacks', missing)
  return (await prompts.confirm({ message: 'Add these lines? They hold people, hashes or secrets.' }))
    ? missing
    : []
}

const describeNext = ({ decided: { files }, access }: InitOutcome): string => {
  const check = `logto-migrate check${files.length === 0 ? ' <file>' : ''}`
  const second =
    access?.isGranted === true
      ? 'logto-migrate preflight'
      : 'logto-migrate preflight (once .env is filled in)'
  return `Next:\n   1. ${check}\n   2. ${second}`
}

const tellEnd = (
  { stdout }: CommandContext,
  flags: InitFlags,
  { decided, access }: InitOutcome,
  written: string[],
): void => {
  const { preset, columns } = decided
  if (flags.json === true) {
    const mapped = Object.keys(columns).length === 0 ? {} : { columns }
    stdout(
      `${JSON.stringify({ source: preset?.name ?? null, ...mapped, written, access: access ?? null })}\n`,
    )
    return
  }
  const lines = [
    ...written.map((path) => `Wrote ${path}`),
    `Source: ${describeSource(preset)}`,
    ...(access === undefined ? [] : [describeAccess(access)]),
    ...(access?.isGranted === false && flags.writeEnv === true
      ? ['.env was not written: Logto refused what would stand in it']
      : []),
    access?.isGranted === true
      ? 'Next: logto-migrate check, then logto-migrate preflight'
      : 'Next: fill in .env, then logto-migrate check',
  ]
  stdout(`${lines.join('\n')}\n`)
}

const describeSource = (preset: Preset | undefined): string =>
  preset?.title ??
  'not settled; name the export with logto-migrate check <file>, and its system is recognised'

/** An empty variable is as good as none. */
const given = (value: string | undefined): string | undefined => (value === '' ? undefined : value)
