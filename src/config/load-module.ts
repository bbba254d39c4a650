import { access } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { MigrationError } from '../outcome/migration-error.js'
import { explainModuleFailure } from './explain-module-failure.js'

/** Whether `source.preset` or `--source` names a module and not a system. */
export const isPresetPath = (text: string): boolean => /[/\\]|\.[cm]?[jt]s$/.test(text)

/**
 * Runs a module of the operator's, TypeScript or JavaScript, and gives its default export.
 *
 * @param kind names the module in messages and error codes: `config_missing`, `preset_broken`, …
 * @throws MigrationError when it cannot be read or does not run
 */
export const loadModule = async (path: string, kind: 'config' | 'preset'): Promise<unknown> => {
  if (!(await isReadable(path))) throw missingModule(path, kind)
  try {
    // Loaded on demand: most calls of the program have no module to compile.
    const { createJiti } = await import('jiti')
    // The module imports 'logto-migrate'; run by npx, there is no such package beside it.
    const alias = {
      'logto-migrate/testing': fileURLToPath(new URL('../testing/index.js', import.meta.url)),
      'logto-migrate': fileURLToPath(new URL('../index.js', import.meta.url)),
    }
    const jiti = createJiti(import.meta.url, { alias, fsCache: false })
    return await jiti.import(path, { default: true })
  } catch (cause) {
    throw broken(path, kind, cause)
  }
}

export const missingModule = (path: string, kind: 'config' | 'preset'): MigrationError =>
  kind === 'config'
    ? new MigrationError('config', 'config_missing', `cannot read the config file ${path}: check --config`)
    : new MigrationError(
        'config',
        'preset_missing',
        `cannot read the preset ${path}: check source.preset or --source`,
      )

const broken = (path: string, kind: 'config' | 'preset', cause: unknown): MigrationError => {
  const { place, reason } = explainModuleFailure(path, cause)
  const message = `${place} could not be run: ${reason}`
  return kind === 'config'
    ? new MigrationError('config', 'config_broken', message, { cause })
    : new MigrationError('config', 'preset_broken', message, { cause })
}

/** Whether the file is there and may be read. */
export const isReadable = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  )
