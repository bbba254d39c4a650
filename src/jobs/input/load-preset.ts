import { resolve } from 'node:path'
import { MigrationError } from '../../outcome/migration-error.js'
import { isPresetPath, loadModule } from '../../config/load-module.js'
import { presetSchema } from '../../config/preset-schema.js'
import type { Preset } from '../../presets/preset.js'
import { findPreset } from '../../presets/registry.js'

/**
 * The preset that was given: by name, as an object, or as the path of a module whose default export is one.
 *
 * @param folder what a relative path is relative to; paths of the config are absolute by now
 * @throws MigrationError `unknown_preset`, or `preset_invalid` when the module holds none
 */
export const loadPreset = async (
  given: string | Preset | undefined,
  folder: string,
): Promise<Preset | undefined> => {
  if (typeof given !== 'string') return given
  return isPresetPath(given) ? readModule(resolve(folder, given)) : findPreset(given)
}

/** The path of the module, where the preset was given as one. */
export const pathOfPreset = (given: string | Preset | undefined): string | undefined =>
  typeof given === 'string' && isPresetPath(given) ? given : undefined

const readModule = async (path: string): Promise<Preset> => {
  const exported = await loadModule(path, 'preset')
  const parsed = presetSchema.safeParse(exported)
  if (parsed.success) return parsed.data
  const faults = parsed.error.issues.map(
    ({ path: place, message }) =>
      `  ${place.length === 0 ? 'the default export' : place.join('.')}: ${message}`,
  )
  throw new MigrationError(
    'config',
    'preset_invalid',
    [`${path} holds no preset (logto-migrate docs own-preset):`, ...faults].join('\n'),
  )
}
