import { access, readFile } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseEnv } from 'node:util'
import type { z } from 'zod'
import { MigrationError } from '../outcome/migration-error.js'
import type { MigrateConfig } from './config.js'
import { configSchema } from './config-schema.js'

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
  const exported = await runConfig(found)
  const parsed = configSchema.safeParse(exported)
  if (!parsed.success) throw invalidConfig(found, parsed.error.issues)
  return { config: parsed.data, path: found }
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

const runConfig = async (path: string): Promise<unknown> => {
  if (!(await isReadable(path))) {
    throw new MigrationError(
      'config',
      'config_missing',
      `cannot read the config file ${path}: check --config`,
    )
  }
  try {
    // Loaded on demand: most calls of the program have no config to compile.
    const { createJiti } = await import('jiti')
    // The config imports 'logto-migrate'; run by npx, there is no such package beside the config.
    const self = fileURLToPath(new URL('../index.js', import.meta.url))
    const jiti = createJiti(import.meta.url, { alias: { 'logto-migrate': self }, fsCache: false })
    return await jiti.import(path, { default: true })
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message.split('\n')[0] : String(cause)
    throw new MigrationError('config', 'config_broken', `${path} could not be run: ${reason}`, { cause })
  }
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
    : 'there is no such field (docs/config.md lists them all)'

const isReadable = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  )
