import { readFile } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { parseEnv } from 'node:util'
import type { z } from 'zod'
import { MigrationError } from '../outcome/migration-error.js'
import type { MigrateConfig } from './config.js'
import { configSchema } from './config-schema.js'
import { isPresetPath, isReadable, loadModule, missingModule } from './load-module.js'
import { readJsonConfig } from './read-json-config.js'

export type Environment = Record<string, string | undefined>

const defaultNames = ['ts', 'mts', 'js', 'mjs', 'cjs', 'json'].map((ending) => `migrate.config.${ending}`)

export interface LoadedConfig {
  config: MigrateConfig
  /** The file it came from; undefined when there is none. */
  path: string | undefined
}

/**
 * Reads the `.env` beside the config into `env` (what is set already stays), then runs and checks the config.
 *
 * @param path as given with --config; undefined looks for migrate.config.ts in `folder`
 */
export const loadConfig = async (
  path: string | undefined,
  folder: string,
  env: Environment,
): Promise<LoadedConfig> => {
  const found = path === undefined ? await findConfig(folder) : resolve(folder, path)
  await loadEnvironment(join(found === undefined ? folder : dirname(found), '.env'), env)
  if (found === undefined) return { config: {}, path: undefined }
  const exported = found.endsWith('.json') ? await readConfigFile(found) : await loadModule(found, 'config')
  const parsed = configSchema.safeParse(exported)
  if (!parsed.success) throw await invalidConfig(found, parsed.error.issues, exported)
  const { $schema: _schema, ...config } = parsed.data
  return { config: anchorPreset(config, dirname(found)), path: found }
}

const readConfigFile = async (path: string): Promise<unknown> => {
  if (!(await isReadable(path))) throw missingModule(path, 'config')
  return readJsonConfig(path)
}

/** The path of a preset's module is relative to the config, wherever the program was called. */
const anchorPreset = (config: MigrateConfig, folder: string): MigrateConfig => {
  const preset = config.source?.preset
  return typeof preset === 'string' && isPresetPath(preset)
    ? { ...config, source: { ...config.source, preset: resolve(folder, preset) } }
    : config
}

const findConfig = async (folder: string): Promise<string | undefined> => {
  for (const name of defaultNames) {
    const path = join(folder, name)
    if (await isReadable(path)) return path
  }
  return undefined
}

const loadEnvironment = async (path: string, env: Environment): Promise<void> => {
  if (!(await isReadable(path))) return
  for (const [name, value] of Object.entries(parseEnv(await readFile(path, 'utf8')))) env[name] ??= value
}

const invalidConfig = async (
  path: string,
  issues: readonly z.core.$ZodIssue[],
  exported: unknown,
): Promise<MigrationError> => {
  const text = await readFile(path, 'utf8').catch(() => '')
  // Loaded when something is wrong: it knows every preset.
  const { explainIssues } = await import('./explain-issues.js')
  const lines = explainIssues(issues, exported, text).map((line) => `  ${line}`)
  return new MigrationError('config', 'config_invalid', [`${path} is not valid:`, ...lines].join('\n'))
}
