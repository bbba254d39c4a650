import { access } from 'node:fs/promises'
import { join } from 'node:path'
import { writeEnvFile } from '../config/env-file.js'
import { suggestConfig, suggestEnvironment } from '../config/suggest-config.js'
import { legacyKeyFile } from '../jobs/legacy/open-run-store.js'
import { loadLegacyKey } from '../legacy-passwords/store/legacy-key.js'
import { MigrationError } from '../outcome/migration-error.js'
import { writePrivate } from '../outcome/open-private.js'
import type { Preset } from '../presets/preset.js'
import type { CommandContext } from '../terminal/command-context.js'
import { completeGitignore } from './complete-gitignore.js'
import type { InitFlags } from './init-flags.js'
import type { ColumnMapping } from './read-columns.js'
import type { TargetAnswers } from './target-answers.js'

/** Everything that was found out and decided. */
export interface InitDecisions {
  preset: Preset | undefined
  presetPath: string | undefined
  files: string[]
  columns: ColumnMapping
  answers: TargetAnswers
  keepLegacy: boolean
  /** The answers go to `.env`, the secret too. */
  hasEnv: boolean
  /** Lines for `.gitignore`; empty when it needs none. */
  ignores: readonly string[]
}

export const configName = 'migrate.config.ts'

/** Writes what init makes. @returns the files */
export const writeFiles = async (
  context: CommandContext,
  flags: InitFlags,
  decided: InitDecisions,
): Promise<string[]> => {
  const { folder } = context
  const { answers } = decided
  const config = join(folder, configName)
  await write(
    config,
    suggestConfig({
      preset: decided.preset,
      presetPath: decided.presetPath,
      files: decided.files,
      format: flags.format,
      jsonPath: flags.jsonPath,
      endpoint: answers.endpoint,
      tenantId: answers.tenantId === 'default' ? undefined : answers.tenantId,
      keepLegacy: decided.keepLegacy,
      columns: decided.columns,
    }),
  )
  return [
    config,
    ...(await writeExample(join(folder, '.env.example'), flags.force === true)),
    ...(decided.hasEnv ? await writeSecrets(join(folder, '.env'), answers) : []),
    ...(decided.keepLegacy ? await makeLegacyKey(context) : []),
    ...(decided.ignores.length > 0 ? [await completeGitignore(folder, decided.ignores)] : []),
  ]
}

/** @throws MigrationError `usage/config_present` */
export const refusePresent = async (path: string): Promise<void> => {
  if (!(await isThere(path))) return
  throw new MigrationError('usage', 'config_present', `${path} is there already: --force overwrites it`)
}

export const isThere = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  )

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

/** The secret goes there and nowhere else. */
const writeSecrets = async (
  path: string,
  { endpoint, tenantId, appId, appSecret }: TargetAnswers,
): Promise<string[]> => {
  const values = {
    LOGTO_ENDPOINT: endpoint,
    LOGTO_TENANT_ID: tenantId,
    LOGTO_APP_ID: appId,
    LOGTO_APP_SECRET: appSecret,
  }
  const known = Object.entries(values).filter((entry): entry is [string, string] => entry[1] !== undefined)
  if (known.length === 0) return []
  await writeEnvFile(path, Object.fromEntries(known))
  return [path]
}

/** Where the environment has one, or a file is there, none is made. */
const makeLegacyKey = async ({ folder, env }: CommandContext): Promise<string[]> => {
  const path = join(folder, legacyKeyFile)
  const { isNew } = await loadLegacyKey({ value: env['LEGACY_STORE_KEY'], path, create: true })
  return isNew ? [path] : []
}
