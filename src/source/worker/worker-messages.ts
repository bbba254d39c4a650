import type { MigrationErrorReason } from '../../outcome/migration-error.js'
import type { WatchedFile } from '../bytes/input-watch.js'
import type { InputNote } from '../input/input-notes.js'
import type { InputOptions } from '../input/input-options.js'
import type { NotedPage } from '../input/input-notes.js'
import type { PackedRecords } from '../json/packed/packed-records.js'
import type { PackedRows } from './packed-rows.js'

/** Batches that may lie unread between the threads: enough that neither waits for the other, few enough to hold. */
export const batchesAhead = 8

/** What a reader in a thread of its own is started with. */
export interface WorkerInput {
  path: string
  options: Pick<
    InputOptions,
    'format' | 'delimiter' | 'quote' | 'jsonPath' | 'columns' | 'header' | 'escape' | 'strict' | 'encoding'
  >
  /** The file as it was fingerprinted. */
  watched: WatchedFile | undefined
}

/** What was noticed since the message before. */
export interface Noticed {
  notes: InputNote[]
  pages: NotedPage[]
}

/** From the thread that reads; each message the other way is leave for one batch more. */
export type WorkerMessage =
  | { kind: 'columns'; columns: string[] }
  | (PackedRows & Noticed)
  | (PackedRecords & Noticed)
  | ({ kind: 'end' } & Noticed)
  | { kind: 'refused'; reason: MigrationErrorReason; code: string; message: string }
