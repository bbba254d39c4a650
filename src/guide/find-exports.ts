import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { manifestName } from '../export/manifest/manifest-schema.js'

/** Something in the folder that can be an export. */
export interface ExportCandidate {
  /** Relative to the folder. */
  path: string
  bytes: number
  changedMs: number
  /** A folder that `export` wrote. */
  isFolder: boolean
}

const exportName = /\.(?:csv|tsv|json|ndjson|jsonl|ldif|ya?ml|sql|xlsx|zip|tar|gz|tgz|zst)$/i

/** Files of the toolbox beside the export. */
const otherNames =
  /^(?:package(?:-lock)?|tsconfig.*|jsconfig|composer|deno|renovate|biome|.*\.config)\.jsonc?$|lock\.(?:json|ya?ml)$|^(?:docker-)?compose.*\.ya?ml$|^\./i

/** Folders that are looked into, besides the folder itself. */
const folders = ['.', 'exports', 'export', 'data', 'dumps']

const mostListed = 20

/** What is likeliest first: exports of this program, then the newest files. */
export const findExports = async (folder: string): Promise<ExportCandidate[]> => {
  const found: ExportCandidate[] = []
  for (const inner of folders) {
    const names = await readdir(join(folder, inner)).catch(() => [])
    for (const name of names) {
      const candidate = await look(folder, inner === '.' ? name : join(inner, name), name)
      if (candidate !== undefined) found.push(candidate)
    }
  }
  return found
    .sort((a, b) => Number(b.isFolder) - Number(a.isFolder) || b.changedMs - a.changedMs)
    .slice(0, mostListed)
}

const look = async (folder: string, path: string, name: string): Promise<ExportCandidate | undefined> => {
  const info = await stat(join(folder, path)).catch(() => undefined)
  if (info === undefined || otherNames.test(name)) return undefined
  const facts = { path, bytes: info.size, changedMs: info.mtimeMs }
  if (info.isFile()) return exportName.test(name) ? { ...facts, isFolder: false } : undefined
  if (!info.isDirectory()) return undefined
  const manifest = await stat(join(folder, path, manifestName)).catch(() => undefined)
  return manifest === undefined ? undefined : { ...facts, bytes: 0, isFolder: true }
}

/** `1.2 MB`. */
export const formatBytes = (bytes: number): string => {
  const units = ['bytes', 'kB', 'MB', 'GB', 'TB']
  let value = bytes
  let unit = 0
  while (value >= 1000 && unit < units.length - 1) {
    value /= 1000
    unit += 1
  }
  return `${unit === 0 || value >= 100 ? Math.round(value) : value.toFixed(1)} ${units[unit]}`
}
