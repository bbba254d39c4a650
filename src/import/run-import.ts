import type { ImportEnd, ImportOptions } from './import-options.js'
import { RecordWriter } from './record-writer.js'

export type { DeltaRules, ImportEnd, ImportEvents, ImportOptions } from './import-options.js'

/**
 * Drives every record that is not settled yet. Resolves when all of them are, or when `stop` was aborted and
 * the requests in flight have been answered. Throws MigrationError when the target or the disk ends the run;
 * the checkpoint then still holds everything that is known.
 */
export const runImport = async (options: ImportOptions): Promise<ImportEnd> => {
  const writer = new RecordWriter(options)
  try {
    const end = await writer.writeAll()
    return end
  } finally {
    await writer.settle()
  }
}
