import { join } from 'node:path'
import { replaceFile } from '../../outcome/replace-file.js'
import type { ExportFolder } from '../export-folder.js'
import type { ExportFilters, ExportOutlook, ExportSource } from '../export-source.js'
import { hashFile } from '../ledger/row-writer.js'
import { type Manifest, manifestName } from './manifest-schema.js'

export interface WriteManifestOptions {
  path: string
  folder: ExportFolder
  source: ExportSource
  outlook: ExportOutlook
  filters: ExportFilters
  options: { readonly [name: string]: string }
  toolVersion: string
  finishedAt: string
}

/** Written last, and as a whole: where there is a manifest, the export is complete. */
export const writeManifest = async (options: WriteManifestOptions): Promise<Manifest> => {
  const { path, folder, source, outlook, filters } = options
  const files: Manifest['files'] = []
  for (const { name, path: file, extent } of folder.listFiles()) {
    files.push({ name, path: file, ...extent, sha256: await hashFile(join(path, file)) })
  }
  const manifest: Manifest = {
    format: 'logto-migrate-export',
    version: 1,
    tool: options.toolVersion,
    system: source.system,
    preset: source.preset ?? null,
    via: source.via,
    systemVersion: outlook.systemVersion ?? null,
    startedAt: folder.startedAt,
    finishedAt: options.finishedAt,
    sessions: [...folder.sessions],
    filters: {
      since: filters.since ?? null,
      limit: filters.limit ?? null,
      options: { ...options.options },
    },
    files,
    withheld: [...outlook.withheld],
    ...(folder.continuation === undefined ? {} : { continuation: folder.continuation }),
    ...(outlook.settings === undefined ? {} : { settings: outlook.settings }),
  }
  const text = `${JSON.stringify(manifest, undefined, 2)}\n`
  await replaceFile(join(path, manifestName), (file) => file.writeFile(text))
  return manifest
}
