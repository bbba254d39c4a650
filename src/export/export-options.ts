import type { Effects } from '../effects/effects.js'
import type { ExportFilters, ExportOutlook, ExportSource } from './export-source.js'

/** What becomes of an export while it runs. */
export type ExportEvent =
  | { type: 'start'; folder: string; isResumed: boolean; outlook: ExportOutlook }
  | { type: 'progress'; part: string; file: string; records: number; total: number | undefined }
  /** The system no longer knew where to go on: the part is read from its beginning. */
  | { type: 'restart'; part: string }
  | { type: 'part'; part: string; files: { [file: string]: number } }

export interface RunExportOptions {
  source: ExportSource
  /** Folder of the export; made with 0700. */
  folder: string
  /** Files are compressed with gzip. */
  isCompressed?: boolean | undefined
  /** Whatever stands in the folder from an earlier export is replaced. */
  isFresh?: boolean | undefined
  filters?: ExportFilters | undefined
  /** Schema, prefix, tenant and the like: part of the manifest, and the same when an export is resumed. */
  options?: { readonly [name: string]: string } | undefined
  effects: Pick<Effects, 'now'>
  signal: AbortSignal
  toolVersion: string
  onEvent?: ((event: ExportEvent) => void) | undefined
}
