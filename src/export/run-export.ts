import { join } from 'node:path'
import type { JsonValue } from '../source/source-record.js'
import { ExportFolder } from './export-folder.js'
import type { ExportPart, ExportStep } from './export-source.js'
import type { RunExportOptions } from './export-options.js'
import { usersFile } from './export-source.js'
import type { Manifest } from './manifest/manifest-schema.js'
import { StaleCursor } from './stale-cursor.js'
import { writeManifest } from './manifest/write-manifest.js'

export type ExportEnd = { end: 'complete'; manifest: Manifest } | { end: 'interrupted' }

/**
 * Reads a running system into a folder: users, related files, and the manifest by which `check` and `import` take the
 * folder. Goes on where an earlier call of the same kind stopped, however it stopped.
 *
 * @throws MigrationError `usage/export_exists`, `usage/export_differs`, and what the system answers
 */
export const runExport = async (options: RunExportOptions): Promise<ExportEnd> => {
  const { source, effects, signal, onEvent = () => undefined } = options
  const outlook = await source.look(signal)
  const folder = await ExportFolder.open(options, outlook.continuation)
  try {
    onEvent({ type: 'start', folder: options.folder, isResumed: folder.isResumed, outlook })
    await folder.beginSession(outlook.snapshot)
    for (const part of outlook.parts) {
      const isThrough = await exportPart(part, folder, options)
      if (!isThrough) return { end: 'interrupted' }
    }
    const manifest = await writeManifest({
      path: join(options.folder),
      folder,
      source,
      outlook,
      filters: options.filters ?? {},
      options: options.options ?? {},
      toolVersion: options.toolVersion,
      finishedAt: new Date(effects.now()).toISOString(),
    })
    return { end: 'complete', manifest }
  } finally {
    await folder.close()
  }
}

/** @returns false when it was interrupted */
const exportPart = async (
  part: ExportPart,
  folder: ExportFolder,
  options: RunExportOptions,
): Promise<boolean> => {
  const { onEvent = () => undefined } = options
  const isDone = folder.isDone(part)
  if (!isDone && part.isRestarted === true) await folder.empty(part)
  // Even of a part that is through: whatever stands behind the ledger's extents is cut off.
  else await folder.openFiles(part)
  if (isDone) return true
  const from = part.isRestarted === true ? undefined : folder.cursorOf(part)
  const isThrough = await readPart(part, from, folder, options).catch(async (error: unknown) => {
    if (!(error instanceof StaleCursor)) throw error
    onEvent({ type: 'restart', part: part.name })
    await folder.empty(part)
    return readPart(part, undefined, folder, options)
  })
  if (!isThrough) return false
  await folder.finish(part)
  const files = Object.fromEntries(part.files.map((file) => [file, folder.countOf(file)]))
  onEvent({ type: 'part', part: part.name, files })
  return true
}

/** @returns false when it was interrupted */
const readPart = async (
  part: ExportPart,
  from: JsonValue | undefined,
  folder: ExportFolder,
  { filters = {}, signal, onEvent = () => undefined }: RunExportOptions,
): Promise<boolean> => {
  try {
    for await (const step of part.read(from, signal)) {
      const { isLast, rows } = applyLimit(step, folder, filters.limit)
      await folder.write(part, rows, step.cursor)
      const file = part.files[0]!
      onEvent({ type: 'progress', part: part.name, file, records: folder.countOf(file), total: part.total })
      if (isLast) break
      if (signal.aborted) return false
    }
    return true
  } catch (error) {
    if (signal.aborted) return false
    throw error
  }
}

const applyLimit = (
  { rows }: ExportStep,
  folder: ExportFolder,
  limit: number | undefined,
): { isLast: boolean; rows: ExportStep['rows'] } => {
  const users = rows[usersFile]
  if (limit === undefined || users === undefined) return { isLast: false, rows }
  const left = limit - folder.countOf(usersFile)
  return users.length < left
    ? { isLast: false, rows }
    : { isLast: true, rows: { ...rows, [usersFile]: users.slice(0, Math.max(0, left)) } }
}
