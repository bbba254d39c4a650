import { readFile } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { parseEnv } from 'node:util'
import type { z } from 'zod'
import { MigrationError } from '../outcome/migration-error.js'
import type { MigrateConfig } from './config.js'
import { configSchema } from './config-schema.js'
import { isPresetPath, isReadable, loadModule } from './load-module.js'

export type Environment = Record<string, string | undefined>

const defaultNames = ['migrate.config.ts', 'migrate.config.js', 'migrate.config.mjs']

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
  const exported = await loadModule(found, 'config')
  const parsed = configSchema.safeParse(exported)
  if (!parsed.success) throw invalidConfig(found, parsed.error.issues)
  return { config: anchorPreset(parsed.data, dirname(found)), path: found }
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

const invalidConfig = (path: string, issues: z.core.$ZodIssue[]): MigrationError => {
  const lines = issues.map((issue) => `  ${describeIssue(issue)}`)
  return new MigrationError('config', 'config_invalid', [`${path} is not valid:`, ...lines].join('\n'))
}

const describeIssue = (issue: z.core.$ZodIssue): string => {
  const path = issue.path.map(String).join('.')
  if (issue.code === 'unrecognized_keys') {
    const place = path === '' ? '' : `${path}.`
    return issue.keys.map((key) => `${place}${key}: ${explainKey(key)}`).join('\n  ')
  }
  return `${path === '' ? 'the config' : path}: ${issue.message.replace(/^Invalid input: /, '')}`
}

const explainKey = (key: string): string =>
  key === 'appSecret'
    ? 'the secret does not belong in a file that is committed; set LOGTO_APP_SECRET'
    : 'there is no such field (logto-migrate docs config lists them all)'
