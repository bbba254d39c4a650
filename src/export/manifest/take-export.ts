import { stat } from 'node:fs/promises'
import { basename, dirname, join, resolve } from 'node:path'
import { defaultRunFolder } from '../../checkpoint/run-folder.js'
import type { Settings } from '../../config/settings.js'
import { MigrationError } from '../../outcome/migration-error.js'
import { invitationsFile } from '../../presets/read-invitation.js'
import { suffixOfShard } from '../../plan/shard.js'
import { usersFile } from '../export-source.js'
import { hashFile } from '../ledger/row-writer.js'
import { type Manifest, manifestName } from './manifest-schema.js'
import { readManifest } from './read-manifest.js'

/** An input that is a folder of `export`. */
export interface TakenExport {
  folder: string
  manifest: Manifest
}

/**
 * Puts the files of an export in the place of its folder: users, related files, preset, parameters of hashes. What the
 * operator says in flags and config stays. Any other input is handed back as it is.
 *
 * @throws MigrationError `input/manifest_invalid`, `input/export_incomplete`, `input/export_changed`, `usage/export_mixed`
 */
export const takeExport = async (
  settings: Settings,
): Promise<{ settings: Settings; taken: TakenExport | undefined }> => {
  const found: TakenExport[] = []
  for (const path of settings.files) {
    const folder = basename(path) === manifestName ? dirname(path) : path
    const manifest = path === '-' ? undefined : await readManifest(folder)
    if (manifest !== undefined) found.push({ folder, manifest })
  }
  const [taken] = found
  if (taken === undefined) return { settings, taken: undefined }
  if (settings.files.length > 1) {
    throw new MigrationError(
      'usage',
      'export_mixed',
      `the folder of an export is an input of its own: name ${taken.folder} alone`,
    )
  }
  await mustBeUnchanged(taken)
  return { settings: apply(settings, taken), taken }
}

const apply = (settings: Settings, { folder, manifest }: TakenExport): Settings => {
  const pathOf = (name: string): string[] =>
    manifest.files.filter((file) => file.name === name).map((file) => join(folder, file.path))
  const related: Settings['related'] = {}
  for (const { name } of manifest.files) if (name !== usersFile) related[name] = pathOf(name)
  // A list of no invitations is none.
  if (manifest.files.some(({ name, records }) => name === invitationsFile && records === 0)) {
    delete related[invitationsFile]
  }
  const own = manifest.settings
  return {
    ...settings,
    files: pathOf(usersFile),
    format: 'ndjson',
    preset: settings.preset ?? manifest.preset ?? undefined,
    related: { ...related, ...settings.related },
    columns: { ...own?.columns, ...settings.columns },
    ...(own?.password === undefined ? {} : { password: { ...own.password, ...settings.password } }),
    run: settings.run ?? defaultRunFolder(resolve(folder), settings.shard && suffixOfShard(settings.shard)),
  }
}

/** Somebody may have mended a file, or copied half of it. */
const mustBeUnchanged = async ({ folder, manifest }: TakenExport): Promise<void> => {
  for (const { path, bytes, sha256 } of manifest.files) {
    const file = join(folder, path)
    const size = await stat(file).then(
      (info) => info.size,
      () => undefined,
    )
    if (size === bytes && (await hashFile(file)) === sha256) continue
    throw new MigrationError(
      'input',
      'export_changed',
      `${file} ${size === undefined ? 'is not there' : 'is not what the manifest says'}: export again, or name the files themselves instead of the folder`,
    )
  }
}
