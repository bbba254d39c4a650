import type { Settings } from '../../config/settings.js'
import { type TakenExport, takeExport } from '../../export/manifest/take-export.js'
import { type JobOptions, settingsOf } from '../job-options.js'

/**
 * The settings of a job that reads an input, which may be the folder of an export.
 *
 * @throws MigrationError `usage`, and what `takeExport` throws
 */
export const takeSettings = (
  options: JobOptions,
): Promise<{ settings: Settings; taken: TakenExport | undefined }> => takeExport(settingsOf(options))
