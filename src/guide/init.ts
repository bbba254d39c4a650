import { access, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { readEnvFile, writeEnvFile } from '../config/env-file.js'
import type { Flags } from '../config/flags.js'
import { resolveSettings } from '../config/settings.js'
import { suggestConfig, suggestEnvironment } from '../config/suggest-config.js'
import { MigrationError } from '../outcome/migration-error.js'
import { writePrivate } from '../outcome/open-private.js'
import type { Preset } from '../presets/preset.js'
import type { CommandContext, CommonFlags } from '../terminal/command-context.js'
import {
  type Ask,
  askForTarget,
  createAsk,
  describeAccess,
  isYes,
  settingsOf,
  type TargetAnswers,
  type TargetOutcome,
} from './init-answers.js'
import { legacyKeyFile } from '../jobs/legacy/open-run-store.js'
import { loadLegacyKey } from '../legacy-passwords/store/legacy-key.js'
import { loadPreset, pathOfPreset } from '../jobs/input/load-preset.js'
import { openJob } from '../jobs/job-options.js'
import { expandFiles, openPipeline } from '../jobs/input/open-pipeline.js'
import { testAccess } from '../jobs/target/test-access.js'

export interface InitFlags extends Flags, CommonFlags {
  from?: string[]
  force?: boolean
  /** Undefined: on a terminal only. */
  test?: boolean
  writeEnv?: boolean
}

/** An export and what was made of it. */
interface Recognised {
  files: string[]
  preset: Preset
}

/**
 * Writes migrate.config.ts and .env.example. Asks on a terminal only, and only for what no flag and no variable says;
 * tries the credentials where there are some. 3 when Logto says no; the files are written all the same.
 */
export const runInitCommand = async (
  context: CommandContext,
  operands: string[],
  flags: InitFlags,
): Promise<number> => {
  const { folder, env, stderr, terminal } = context
  const config = join(folder, 'migrate.config.ts')
  if (flags.force !== true) await refusePresent(config)
  const envFile = join(folder, '.env')
  for (const [name, value] of Object.entries(await readEnvFile(envFile))) env[name] ??= value

  const mayAsk = flags.json !== true && flags.quiet !== true
  const ask = mayAsk && terminal !== undefined ? createAsk(terminal, stderr) : undefined
  const named = await loadPreset(flags.source, folder)
  const source = await recogniseSource(context, flags, [...(flags.from ?? []), ...operands], ask)
  const { answers, access, isTyped } = await settleTarget(context, flags, ask)

  const text = suggestConfig({
    preset: source?.preset ?? named,
    presetPath: pathOfPreset(flags.source),
    files: source?.files ?? [],
    format: flags.format,
    jsonPath: flags.jsonPath,
    endpoint: answers.endpoint,
    tenantId: answers.tenantId === 'default' ? undefined : answers.tenantId,
    keepLegacy: flags.keepLegacy,
  })
  const written = [
    await write(config, text),
    ...(await writeExample(join(folder, '.env.example'), flags.force === true)),
    ...(await writeSecrets(envFile, answers, flags, isTyped ? ask : undefined)),
    ...(flags.keepLegacy === true ? await makeLegacyKey(context) : []),
  ]
  // On a terminal it has been told as soon as it was known.
  tellEnd(context, flags, source?.preset ?? named, access, written, ask === undefined)
  if (written.includes(envFile)) await warnAboutGit(context)
  return access?.isGranted === false ? 3 : 0
}

const recogniseSource = async (
  context: CommandContext,
  flags: InitFlags,
  named: string[],
  ask: Ask | undefined,
): Promise<Recognised | undefined> => {
  if (named.length > 0) return recognise(context, flags, named)
  if (ask === undefined) return undefined
  for (;;) {
    const file = await ask('Which file holds the users? (empty: later)')
    if (file === '') return undefined
    try {
      return await recognise(context, flags, [file])
    } catch (error) {
      if (!(error instanceof MigrationError)) throw error
      context.stderr(`${error.message}\n`)
    }
  }
}

const recognise = async (context: CommandContext, flags: InitFlags, named: string[]): Promise<Recognised> => {
  const settings = resolveSettings(named, flags, {})
  const files = await expandFiles(settings)
  const { stdin, env, folder, effects, stop: signal } = context
  const job = openJob({ stdin, env, folder, effects, signal })
  const { preset, evidence, close } = await openPipeline(settings, files, job)
  await close()
  if (context.terminal !== undefined && evidence.length > 0) {
    context.stderr(`Recognised: ${preset.title} (${evidence.join('; ')})\n`)
  }
  return { files, preset }
}

/** Off a terminal the target is tried only where that is asked for, and everything is known. */
const settleTarget = async (
  context: CommandContext,
  flags: InitFlags,
  ask: Ask | undefined,
): Promise<TargetOutcome> => {
  const { env } = context
  const known: TargetAnswers = {
    endpoint: flags.endpoint ?? given(env['LOGTO_ENDPOINT']),
    tenantId: flags.tenant ?? given(env['LOGTO_TENANT_ID']),
    appId: flags.appId ?? given(env['LOGTO_APP_ID']),
    appSecret: given(env['LOGTO_APP_SECRET']),
    insecureHttp: flags.insecureHttp,
  }
  if (ask !== undefined && flags.test !== false) return askForTarget(context, known, ask)
  const settings = flags.test === true ? settingsOf(known, env) : undefined
  const access = settings === undefined ? undefined : await testAccess(settings, context)
  return { answers: known, access, isTyped: false }
}

/** The secret goes into .env and nowhere else, and only where somebody says so. */
const writeSecrets = async (
  path: string,
  { endpoint, tenantId, appId, appSecret }: TargetAnswers,
  flags: InitFlags,
  ask: Ask | undefined,
): Promise<string[]> => {
  const isWanted =
    flags.writeEnv === true ||
    (ask !== undefined && isYes(await ask(`Write the answers to ${path}, readable by you alone? [Y/n]`)))
  if (!isWanted) return []
  const values = {
    LOGTO_ENDPOINT: endpoint,
    LOGTO_TENANT_ID: tenantId,
    LOGTO_APP_ID: appId,
    LOGTO_APP_SECRET: appSecret,
  }
  const known = Object.entries(values).filter((entry): entry is [string, string] => entry[1] !== undefined)
  await writeEnvFile(path, Object.fromEntries(known))
  return [path]
}

/** Where the environment has one, or a file is there, none is made. */
const makeLegacyKey = async ({ folder, env }: CommandContext): Promise<string[]> => {
  const path = join(folder, legacyKeyFile)
  const { isNew } = await loadLegacyKey({ value: env['LEGACY_STORE_KEY'], path, create: true })
  return isNew ? [path] : []
}

const tellEnd = (
  { stdout }: CommandContext,
  flags: InitFlags,
  preset: Preset | undefined,
  access: TargetOutcome['access'],
  written: string[],
  isAccessNews: boolean,
): void => {
  if (flags.json === true) {
    stdout(`${JSON.stringify({ source: preset?.name ?? null, written, access: access ?? null })}\n`)
    return
  }
  const lines = [
    ...written.map((path) => `Wrote ${path}`),
    `Source: ${preset?.title ?? 'not settled; name the export with logto-migrate check <file>, and its system is recognised'}`,
    ...(access !== undefined && isAccessNews ? [describeAccess(access)] : []),
    access?.isGranted === true
      ? 'Next: logto-migrate check, then logto-migrate preflight'
      : 'Next: fill in .env, then logto-migrate check',
  ]
  stdout(`${lines.join('\n')}\n`)
}

/** A secret that is committed is no secret. */
const warnAboutGit = async ({ folder, stderr }: CommandContext): Promise<void> => {
  if (!(await isThere(join(folder, '.git')))) return
  const ignored = await readFile(join(folder, '.gitignore'), 'utf8').catch(() => '')
  if (!/^\/?\.env(\*|\.?\*)?\s*$/m.test(ignored)) stderr('Add .env to .gitignore: it holds the secret.\n')
}

const refusePresent = async (path: string): Promise<void> => {
  if (!(await isThere(path))) return
  throw new MigrationError('usage', 'config_present', `${path} is there already: --force overwrites it`)
}

const write = async (path: string, text: string): Promise<string> => {
  try {
    await writePrivate(path, text)
    return path
  } catch (cause) {
    if (cause instanceof MigrationError) throw cause
    throw new MigrationError('usage', 'config_unwritable', `${path} could not be written`, { cause })
  }
}

/** One that is there may have more in it. */
const writeExample = async (path: string, isForced: boolean): Promise<string[]> =>
  isForced || !(await isThere(path)) ? [await write(path, suggestEnvironment())] : []

const isThere = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  )

/** An empty variable is as good as none. */
const given = (value: string | undefined): string | undefined => (value === '' ? undefined : value)
